import type { Database, Statement } from "better-sqlite3";
import type { Jid } from "../../types/jid.ts";
import type { Message } from "../../types/message.ts";
import type { Page, PageRequest } from "../../types/page.ts";
import type { TenantId } from "../../types/tenant.ts";
import { arrivalBefore, messagePosition, pageOf, pageWindow } from "../cursor.ts";
import { parseSearchQuery } from "../search-query.ts";
import { LIMIT } from "./limit.ts";
import { MESSAGE_COLUMNS, messageOf, type StoredMessage } from "./message-columns.ts";
import { searchTerm } from "./search-index.ts";

/** Every hit is read for its time, but only those of the page are read whole. The chat says again whose a hit is. */
const SEARCH = `SELECT ${MESSAGE_COLUMNS}, m.arrival, h.jid AS chat
  FROM (
    SELECT n.key, c.jid
    FROM message_search s
    CROSS JOIN messages n ON n.key = s.rowid
    CROSS JOIN chats c ON c.id = n.chat_id AND c.tenant_id = ?
    WHERE s.message_search MATCH ? AND (n.timestamp, n.arrival) < (?, ?)
    ORDER BY n.timestamp DESC, n.arrival DESC
    ${LIMIT}
  ) h
  CROSS JOIN messages m ON m.key = h.key
  ORDER BY m.timestamp DESC, m.arrival DESC`;

/** Searches in messages; the index must be there. It costs by the tenant's messages that match. */
export class SqliteMessageSearch {
  readonly #tenant: Statement<[TenantId], number>;
  readonly #search: Statement<[number, string, number, number, number], StoredMessage & { arrival: number; chat: Jid }>;

  constructor(database: Database) {
    this.#tenant = database.prepare<[TenantId], number>("SELECT id FROM tenants WHERE name = ?").pluck();
    this.#search = database.prepare(SEARCH);
  }

  search(tenant: TenantId, query: string, request: PageRequest): Page<Message> {
    const { words, prefix } = parseSearchQuery(query);
    const { limit, before } = pageWindow(request);
    const arrival = arrivalBefore(before);
    const key = this.#tenant.get(tenant);
    if (key === undefined) return { items: [], nextCursor: null };
    // Quoted, a term is no operator. It holds letters, digits and marks only, so never a quote of its own.
    const terms = [...words.map((word) => `"${searchTerm(key, word)}"`), `"${searchTerm(key, prefix)}" *`];
    const found = this.#search.all(key, terms.join(" AND "), before.timestamp, arrival, limit + 1);
    const { items, nextCursor } = pageOf(found, limit, messagePosition);
    return { items: items.map((row) => messageOf(row, row.chat)), nextCursor };
  }
}
