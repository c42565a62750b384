import type { Database, Statement } from "better-sqlite3";
import type { Jid } from "../../types/jid.ts";
import type { ChatRow, ChatRows } from "../rows.ts";

/** The columns of a `ChatRow`; the table is called `c`. */
const CHAT_COLUMNS = `c.id, c.jid, c.alt_jid AS altJid, c.name, c.push_name AS pushName,
  c.unread_count AS unreadCount, c.last_message_at AS lastMessageAt, c.last_message_key AS lastMessageKey`;

/** The statements on chats, for all tenants. */
export class ChatStatements {
  readonly find: Statement<[number, Jid], ChatRow>;
  readonly add: Statement<[number, Jid, Jid | null]>;
  readonly save: Statement<[Jid | null, string | null, string | null, number, number, number | null, number]>;
  readonly rename: Statement<[Jid, number]>;
  readonly remove: Statement<[number]>;

  constructor(database: Database) {
    this.find = database.prepare(`SELECT ${CHAT_COLUMNS} FROM chats c WHERE c.tenant_id = ? AND c.jid = ?`);
    this.add = database.prepare(
      "INSERT INTO chats (tenant_id, jid, alt_jid, unread_count, last_message_at) VALUES (?, ?, ?, 0, 0)",
    );
    // Without the JID: SQLite writes to every index that has a column named here, whether its value changes or not.
    this.save = database.prepare(
      `UPDATE chats SET alt_jid = ?, name = ?, push_name = ?, unread_count = ?, last_message_at = ?,
      last_message_key = ? WHERE id = ?`,
    );
    this.rename = database.prepare("UPDATE chats SET jid = ? WHERE id = ?");
    this.remove = database.prepare("DELETE FROM chats WHERE id = ?");
  }
}

/** One tenant's chats in SQLite. */
export class SqliteChatRows implements ChatRows {
  readonly #statements: ChatStatements;
  readonly #tenantKey: number;

  constructor(statements: ChatStatements, tenantKey: number) {
    this.#statements = statements;
    this.#tenantKey = tenantKey;
  }

  find(jid: Jid): ChatRow | undefined {
    return this.#statements.find.get(this.#tenantKey, jid);
  }

  add(jid: Jid, altJid: Jid | null): ChatRow {
    const id = Number(this.#statements.add.run(this.#tenantKey, jid, altJid).lastInsertRowid);
    const empty = { name: null, pushName: null, unreadCount: 0, lastMessageAt: 0, lastMessageKey: null };
    return { id, jid, altJid, ...empty };
  }

  save({ id, altJid, name, pushName, unreadCount, lastMessageAt, lastMessageKey }: ChatRow): void {
    this.#statements.save.run(altJid, name, pushName, unreadCount, lastMessageAt, lastMessageKey, id);
  }

  rename(chatId: number, jid: Jid): void {
    this.#statements.rename.run(jid, chatId);
  }

  remove(chatId: number): void {
    this.#statements.remove.run(chatId);
  }
}
