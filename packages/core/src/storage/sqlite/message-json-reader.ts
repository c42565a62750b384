import type { Database, Statement } from "better-sqlite3";
import type { Jid } from "../../types/jid.ts";
import type { JsonPage, PageRequest } from "../../types/page.ts";
import type { TenantId } from "../../types/tenant.ts";
import { arrivalBefore, messagePosition, pageOf, pageWindow } from "../cursor.ts";
import { LIMIT } from "./limit.ts";
import { CHAT_BY_JID, type FoundChat } from "./message-reader.ts";

const BEFORE = `FROM messages m
  WHERE m.chat_id = ? AND (m.timestamp, m.arrival) < (?, ?)
  ORDER BY m.timestamp DESC, m.arrival DESC`;

/** The last message of a page and the one behind it, where they are. Out of the index alone. */
export const PAGE_END = `SELECT m.timestamp, m.arrival ${BEFORE} LIMIT 2 OFFSET ?`;

/** Messages of a chat before a position, as `plainMessage` has them. */
export const MESSAGES_JSON = `SELECT json_group_array(json_object(
    'chat', p.chat,
    'id', m.id,
    'fromMe', iif(m.from_me, json('true'), json('false')),
    'sender', coalesce(m.sender, p.chat),
    'senderName', m.sender_name,
    'timestamp', m.timestamp,
    'type', m.type,
    'text', m.text,
    'quotedId', m.quoted_id,
    'details', json(m.details),
    'status', m.status,
    'editedAt', m.edited_at,
    'revokedAt', m.revoked_at))
  FROM (SELECT m.key, ? AS chat ${BEFORE} ${LIMIT}) p
  CROSS JOIN messages m ON m.key = p.key`;

/**
 * Reads messages as JSON. To make each of them an object first, and text of that, takes as long again as the whole page, and
 * leaves more to the garbage collector.
 */
export class SqliteMessageJsonReader {
  readonly #chat: Statement<[TenantId, Jid, Jid], FoundChat>;
  readonly #end: Statement<[number, number, number, number], { readonly timestamp: number; readonly arrival: number }>;
  readonly #messages: Statement<[Jid, number, number, number, number], string>;
  readonly #page: (tenant: TenantId, jid: Jid, request: PageRequest) => JsonPage;

  constructor(database: Database) {
    this.#chat = database.prepare(CHAT_BY_JID);
    this.#end = database.prepare(PAGE_END);
    this.#messages = database.prepare<[Jid, number, number, number, number], string>(MESSAGES_JSON).pluck();
    // What arrives between the page and its end would be skipped.
    this.#page = database.transaction((...asked: Parameters<typeof this.page>) => this.#read(...asked));
  }

  page(tenant: TenantId, jid: Jid, request: PageRequest): JsonPage {
    return this.#page(tenant, jid, request);
  }

  #read(tenant: TenantId, jid: Jid, request: PageRequest): JsonPage {
    const { limit, before } = pageWindow(request);
    const arrival = arrivalBefore(before);
    const chat = this.#chat.get(tenant, jid, jid);
    if (chat === undefined) return { items: "[]", nextCursor: null };
    const { nextCursor } = pageOf(this.#end.all(chat.id, before.timestamp, arrival, limit - 1), 1, messagePosition);
    return { items: this.#messages.get(chat.jid, chat.id, before.timestamp, arrival, limit) ?? "[]", nextCursor };
  }
}
