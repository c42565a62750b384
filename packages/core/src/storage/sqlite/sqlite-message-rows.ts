import type { Database, Statement } from "better-sqlite3";
import type { Jid } from "../../types/jid.ts";
import type { MessageRow, MessageRows, PlacedMessage, TenantRow } from "../rows.ts";
import { MESSAGE_COLUMNS, rowOf, type StoredMessage } from "./message-columns.ts";
import type { IndexMessage } from "./search-index.ts";

type Text = string | null;
type Moment = number | null;
type Content = [number, Jid | null, Text, string, Text, Text, Text, string, Moment, Moment, Uint8Array];

/** Messages in SQLite. A chat's key belongs to one tenant, so none is needed here. */
export class SqliteMessageRows implements MessageRows {
  readonly #find: Statement<[number, string], StoredMessage>;
  readonly #newest: Statement<[number], PlacedMessage>;
  readonly #add: Statement<[number, string, number, number, ...Content]>;
  readonly #save: Statement<[...Content, number, string]>;
  readonly #place: Statement<[number, number, string, number]>;
  readonly #list: Statement<[number], StoredMessage>;
  readonly #move: Statement<[number, number]>;
  readonly #clear: Statement<[number]>;
  readonly #index: IndexMessage | undefined;

  constructor(database: Database, index?: IndexMessage) {
    this.#index = index;
    this.#find = database.prepare(`SELECT ${MESSAGE_COLUMNS} FROM messages m WHERE m.chat_id = ? AND m.id = ?`);
    this.#newest = database.prepare(
      `SELECT key, timestamp FROM messages WHERE chat_id = ? AND type <> 'reaction'
      ORDER BY timestamp DESC, arrival DESC LIMIT 1`,
    );
    this.#add = database.prepare(
      `INSERT INTO messages
      (chat_id, id, timestamp, arrival, from_me, sender, sender_name, type, text, quoted_id, details, status, edited_at,
      revoked_at, raw)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    );
    // Without the time: SQLite writes to every index that has a column named here, whether its value changes or not.
    this.#save = database.prepare(
      `UPDATE messages SET from_me = ?, sender = ?, sender_name = ?, type = ?, text = ?, quoted_id = ?,
      details = ?, status = ?, edited_at = ?, revoked_at = ?, raw = ? WHERE chat_id = ? AND id = ?`,
    );
    this.#place = database.prepare("UPDATE messages SET timestamp = ? WHERE chat_id = ? AND id = ? AND timestamp <> ?");
    this.#list = database.prepare(`SELECT ${MESSAGE_COLUMNS} FROM messages m WHERE m.chat_id = ?`);
    this.#move = database.prepare("UPDATE OR IGNORE messages SET chat_id = ? WHERE chat_id = ?");
    this.#clear = database.prepare("DELETE FROM messages WHERE chat_id = ?");
  }

  find(chatId: number, id: string): MessageRow | undefined {
    const found = this.#find.get(chatId, id);
    return found === undefined ? undefined : rowOf(found);
  }

  newest(chatId: number): PlacedMessage | undefined {
    return this.#newest.get(chatId);
  }

  add(chatId: number, message: MessageRow, tenant: TenantRow): number | undefined {
    const { id, timestamp } = message;
    const added = this.#add.run(chatId, id, timestamp, tenant.nextArrival(), ...contentOf(message));
    if (added.changes === 0) return undefined;
    const key = Number(added.lastInsertRowid);
    if (message.text !== null) this.#index?.(key, chatId, message.text);
    return key;
  }

  save(chatId: number, message: MessageRow): void {
    const { id, timestamp } = message;
    this.#save.run(...contentOf(message), chatId, id);
    this.#place.run(timestamp, chatId, id, timestamp);
  }

  move(fromChatId: number, toChatId: number): readonly MessageRow[] {
    this.#move.run(toChatId, fromChatId);
    const left = this.#list.all(fromChatId).map(rowOf);
    this.#clear.run(fromChatId);
    return left;
  }
}

const contentOf = (message: MessageRow): Content => [
  message.fromMe ? 1 : 0,
  message.sender,
  message.senderName,
  message.type,
  message.text,
  message.quotedId,
  message.details === null ? null : JSON.stringify(message.details),
  message.status,
  message.editedAt,
  message.revokedAt,
  message.raw,
];
