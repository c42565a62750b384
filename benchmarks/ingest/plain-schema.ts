import { join } from "node:path";
import Database from "better-sqlite3";
import type { TenantRecord } from "./message-load.ts";

/** The schema that one writes first: text keys everywhere, an index for the page, one row for the chat. */
export class PlainSchema {
  readonly #database: Database.Database;
  readonly #applyAll: (records: readonly TenantRecord[]) => void;

  constructor(directory: string) {
    const database = new Database(join(directory, "plain.db"));
    database.pragma("journal_mode = WAL");
    database.pragma("synchronous = FULL");
    database.exec(`CREATE TABLE IF NOT EXISTS messages (
        tenant TEXT, jid TEXT, id TEXT, timestamp INTEGER, from_me INTEGER, sender TEXT, sender_name TEXT, type TEXT,
        text TEXT, status TEXT, raw BLOB, PRIMARY KEY (tenant, jid, id));
      CREATE INDEX IF NOT EXISTS messages_page ON messages (tenant, jid, timestamp);
      CREATE TABLE IF NOT EXISTS chats (
        tenant TEXT, jid TEXT, name TEXT, unread INTEGER, last_message_at INTEGER, last_message_id TEXT,
        PRIMARY KEY (tenant, jid));
      CREATE INDEX IF NOT EXISTS chats_page ON chats (tenant, last_message_at);`);
    const insert = database.prepare("INSERT OR IGNORE INTO messages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    const upsert = database.prepare(`INSERT INTO chats VALUES (?, ?, ?, 1, ?, ?) ON CONFLICT DO UPDATE SET
      unread = unread + 1, last_message_at = excluded.last_message_at, last_message_id = excluded.last_message_id`);
    this.#database = database;
    this.#applyAll = database.transaction((records: readonly TenantRecord[]) => {
      for (const { tenant, record } of records) {
        if (record.kind !== "message") continue;
        const { chat, id, timestamp, fromMe, sender, senderName, type, text, status, raw } = record.message;
        insert.run(tenant, chat, id, timestamp, fromMe ? 1 : 0, sender, senderName, type, text, status, raw);
        upsert.run(tenant, chat, senderName, timestamp, id);
      }
    });
  }

  /** Stores a batch in one transaction. */
  apply(records: readonly TenantRecord[]): void {
    this.#applyAll(records);
  }

  close(): void {
    this.#database.close();
  }
}
