import type { Database, Statement } from "better-sqlite3";
import type { Jid } from "../../types/jid.ts";
import type { JsonPage, PageRequest } from "../../types/page.ts";
import type { TenantId } from "../../types/tenant.ts";
import { arrivalBefore, messagePosition, pageOf, pageWindow } from "../cursor.ts";
import { LIMIT } from "./limit.ts";
import { messageJson } from "./message-json.ts";
import { CHAT_BY_JID, type FoundChat } from "./message-reader.ts";

const BEFORE = `FROM messages m
    WHERE m.chat_id = ? AND (m.timestamp, m.arrival) < (?, ?)
    ORDER BY m.timestamp DESC, m.arrival DESC`;

/**
 * Messages of a chat before a position, as `plainMessage` has them, and where the last of them and the one behind it stand. One
 * statement: what arrived between two would be skipped.
 */
export const MESSAGES_JSON = `SELECT json_group_array(${messageJson("p.chat")}) AS items,
  (SELECT json_group_array(json_object('timestamp', e.timestamp, 'arrival', e.arrival))
    FROM (SELECT m.timestamp, m.arrival ${BEFORE} LIMIT 2 OFFSET ?) e) AS ends
  FROM (SELECT m.key, ? AS chat ${BEFORE} ${LIMIT}) p
  CROSS JOIN messages m ON m.key = p.key`;

type Before = [chatId: number, timestamp: number, arrival: number];

interface Place {
  readonly timestamp: number;
  readonly arrival: number;
}

interface Found {
  readonly items: string;
  /** JSON of {@link Place}s. */
  readonly ends: string;
}

/**
 * Reads messages as JSON. To make each of them an object first, and text of that, takes as long again as the whole page, and
 * leaves more to the garbage collector.
 */
export class SqliteMessageJsonReader {
  readonly #chat: Statement<[TenantId, Jid, Jid], FoundChat>;
  readonly #page: Statement<[...Before, skip: number, Jid, ...Before, limit: number], Found>;

  constructor(database: Database) {
    this.#chat = database.prepare(CHAT_BY_JID);
    this.#page = database.prepare(MESSAGES_JSON);
  }

  page(tenant: TenantId, jid: Jid, request: PageRequest): JsonPage {
    const { limit, before } = pageWindow(request);
    const arrival = arrivalBefore(before);
    const chat = this.#chat.get(tenant, jid, jid);
    if (chat === undefined) return NOTHING;
    const place: Before = [chat.id, before.timestamp, arrival];
    const found = this.#page.get(...place, limit - 1, chat.jid, ...place, limit);
    if (found === undefined) return NOTHING;
    const ends = JSON.parse(found.ends) as readonly Place[];
    return { items: found.items, nextCursor: pageOf(ends, 1, messagePosition).nextCursor };
  }
}

const NOTHING: JsonPage = { items: "[]", nextCursor: null };
