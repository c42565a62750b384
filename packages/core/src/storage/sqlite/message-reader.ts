import type { Database, Statement } from "better-sqlite3";
import type { Jid } from "../../types/jid.ts";
import type { Message } from "../../types/message.ts";
import type { Page, PageRequest } from "../../types/page.ts";
import type { TenantId } from "../../types/tenant.ts";
import { arrivalBefore, messagePosition, pageOf, pageWindow } from "../cursor.ts";
import { LIMIT } from "./limit.ts";
import { fromTuple, MESSAGE_COLUMNS, type MessageTuple, messageOf, type StoredMessage } from "./message-columns.ts";

/** Where a chat's messages are, and the JID that they all name. */
export interface FoundChat {
  readonly id: number;
  readonly jid: Jid;
}

/** The chat that either of a contact's JIDs names. */
export const CHAT_BY_JID = `SELECT c.id, c.jid FROM tenants t JOIN chats c ON c.tenant_id = t.id
  WHERE t.name = ? AND c.jid = coalesce((SELECT i.pn FROM identities i WHERE i.tenant_id = t.id AND i.lid = ?), ?)`;

/** Messages of a chat before a position. */
export const MESSAGES_PAGE = `SELECT ${MESSAGE_COLUMNS}, m.arrival FROM messages m
  WHERE m.chat_id = ? AND (m.timestamp, m.arrival) < (?, ?)
  ORDER BY m.timestamp DESC, m.arrival DESC
  ${LIMIT}`;

/** An index on ids alone would cost every message; looking into each chat of one tenant costs only the rare caller. */
export const MESSAGE_BY_ID = `SELECT ${MESSAGE_COLUMNS}, c.jid AS chat
  FROM tenants t
  CROSS JOIN chats c ON c.tenant_id = t.id
  CROSS JOIN messages m ON m.chat_id = c.id AND m.id = ?
  WHERE t.name = ?
  ORDER BY m.timestamp DESC, m.arrival DESC
  LIMIT 1`;

/** Reads messages. */
export class SqliteMessageReader {
  readonly #chat: Statement<[TenantId, Jid, Jid], FoundChat>;
  readonly #page: Statement<[number, number, number, number], MessageTuple>;
  readonly #find: Statement<[string, TenantId], StoredMessage & { chat: Jid }>;

  constructor(database: Database) {
    this.#chat = database.prepare(CHAT_BY_JID);
    this.#page = database.prepare<[number, number, number, number], MessageTuple>(MESSAGES_PAGE).raw();
    this.#find = database.prepare(MESSAGE_BY_ID);
  }

  page(tenant: TenantId, jid: Jid, request: PageRequest): Page<Message> {
    const { limit, before } = pageWindow(request);
    const arrival = arrivalBefore(before);
    const chat = this.#chat.get(tenant, jid, jid);
    if (chat === undefined) return { items: [], nextCursor: null };
    const found = this.#page.all(chat.id, before.timestamp, arrival, limit + 1).map(fromTuple);
    const { items, nextCursor } = pageOf(found, limit, messagePosition);
    return { items: items.map((row) => messageOf(row, chat.jid)), nextCursor };
  }

  find(tenant: TenantId, id: string): Message | undefined {
    const found = this.#find.get(id, tenant);
    return found === undefined ? undefined : messageOf(found, found.chat);
  }
}
