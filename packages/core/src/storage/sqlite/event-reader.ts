import type { Database, Statement } from "better-sqlite3";
import type { FeedData, FeedEvent } from "../../types/feed-event.ts";
import type { Jid } from "../../types/jid.ts";
import { type PlainMessage, plainMessage } from "../../types/message.ts";
import type { TenantId } from "../../types/tenant.ts";
import { eventId } from "../event-id.ts";
import { LIMIT } from "./limit.ts";
import { PLAIN_COLUMNS, plainOf, type StoredMessage } from "./message-columns.ts";
import type { SqliteMessageReader } from "./message-reader.ts";

/** The message's columns are `null` when it is not where it was. */
interface FoundEvent extends Omit<StoredMessage, "raw"> {
  readonly position: number;
  readonly createdAt: number;
  readonly eventType: string;
  readonly messageId: string | null;
  readonly data: string | null;
  readonly chat: Jid | null;
}

/** Events of a tenant after a position, each with its message, if it is still where it was. */
export const EVENTS_AFTER = `SELECT e.position, e.created_at AS createdAt, e.type AS eventType, e.message_id AS messageId,
    e.data, c.jid AS chat, ${PLAIN_COLUMNS}
  FROM tenants t
  CROSS JOIN events e ON e.tenant_id = t.id
  LEFT JOIN messages m ON m.key = e.message_key AND m.id = e.message_id
  LEFT JOIN chats c ON c.id = m.chat_id AND c.tenant_id = t.id
  WHERE t.name = ? AND e.position > ?
  ORDER BY e.position
  ${LIMIT}`;

/** Reads the feeds. */
export class SqliteEventReader {
  readonly #read: Statement<[TenantId, number, number], FoundEvent>;
  readonly #ends: Statement<[TenantId], { first: number | null; last: number }>;
  readonly #createdAt: Statement<[TenantId, number], number>;
  readonly #tenants: Statement<[], TenantId>;
  readonly #messages: SqliteMessageReader;

  constructor(database: Database, messages: SqliteMessageReader) {
    this.#messages = messages;
    this.#read = database.prepare(EVENTS_AFTER);
    this.#ends = database.prepare(
      `SELECT (SELECT min(e.position) FROM events e WHERE e.tenant_id = t.id) AS first, t.events AS last
      FROM tenants t WHERE t.name = ?`,
    );
    this.#createdAt = database
      .prepare<[TenantId, number], number>(
        "SELECT e.created_at FROM tenants t JOIN events e ON e.tenant_id = t.id WHERE t.name = ? AND e.position = ?",
      )
      .pluck();
    this.#tenants = database
      .prepare<[], TenantId>("SELECT name FROM tenants t WHERE EXISTS (SELECT 1 FROM events WHERE tenant_id = t.id)")
      .pluck();
  }

  read(tenant: TenantId, after: number, limit: number): readonly FeedEvent[] {
    return this.#read.all(tenant, after, limit).map((found) => {
      const { position, createdAt, eventType: type, messageId, data } = found;
      return {
        id: eventId(tenant, position, createdAt),
        position,
        type,
        createdAt,
        message: messageId === null ? null : this.#message(tenant, messageId, found),
        data: data === null ? {} : (JSON.parse(data) as FeedData),
      };
    });
  }

  end(tenant: TenantId): number {
    return this.#ends.get(tenant)?.last ?? 0;
  }

  /** By halves: a feed may be long, and nobody else reads meanwhile. */
  positionBefore(tenant: TenantId, moment: number): number {
    const { first = null, last = 0 } = this.#ends.get(tenant) ?? {};
    if (first === null) return 0;
    let [before, after] = [first - 1, last + 1];
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2);
      if ((this.#createdAt.get(tenant, middle) ?? Number.POSITIVE_INFINITY) < moment) before = middle;
      else after = middle;
    }
    return before < first ? 0 : before;
  }

  tenants(): readonly TenantId[] {
    return this.#tenants.all();
  }

  /** A message that was merged into its double is looked for by its id. */
  #message(tenant: TenantId, id: string, found: FoundEvent): PlainMessage | null {
    if (found.chat !== null) return plainOf(found, found.chat);
    const moved = this.#messages.find(tenant, id);
    return moved === undefined ? null : plainMessage(moved);
  }
}
