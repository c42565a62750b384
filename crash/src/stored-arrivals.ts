import { join } from "node:path";
import Database from "better-sqlite3";

/** What a tenant has been sent, as the files of a server say. */
export interface StoredArrivals {
  /** Ids of the messages of others, those that were received live. */
  readonly messages: readonly string[];
  /** Ids of the messages that the feed tells of as received, in order. */
  readonly told: readonly string[];
}

/** Reads a data directory, whether a server uses it or not. */
export function storedArrivals(directory: string, tenant: string): StoredArrivals {
  const database = new Database(join(directory, "whatsapp.db"), { readonly: true });
  try {
    const ids = (query: string) => database.prepare<[string], string>(query).pluck().all(tenant);
    return {
      messages: ids(
        `SELECT m.id FROM tenants t JOIN chats c ON c.tenant_id = t.id JOIN messages m ON m.chat_id = c.id
        WHERE t.name = ? AND m.from_me = 0 AND m.type <> 'undecryptable'`,
      ),
      told: ids(
        `SELECT e.message_id FROM tenants t JOIN events e ON e.tenant_id = t.id
        WHERE t.name = ? AND e.type = 'message.received' ORDER BY e.position`,
      ),
    };
  } finally {
    database.close();
  }
}
