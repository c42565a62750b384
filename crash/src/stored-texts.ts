import { join } from "node:path";
import Database from "better-sqlite3";

interface Row {
  readonly tenant: string;
  readonly text: string;
}

const TEXTS = `SELECT tenants.name AS tenant, messages.text AS text
  FROM messages JOIN chats ON chats.id = messages.chat_id JOIN tenants ON tenants.id = chats.tenant_id
  WHERE messages.text IS NOT NULL`;

/** The texts of all messages by tenant, straight from the file of a server that has stopped. */
export function storedTexts(dataDirectory: string): ReadonlyMap<string, readonly string[]> {
  const database = new Database(join(dataDirectory, "whatsapp.db"), { readonly: true });
  try {
    const texts = new Map<string, string[]>();
    for (const { tenant, text } of database.prepare<[], Row>(TEXTS).iterate()) {
      const own = texts.get(tenant) ?? [];
      own.push(text);
      texts.set(tenant, own);
    }
    return texts;
  } finally {
    database.close();
  }
}
