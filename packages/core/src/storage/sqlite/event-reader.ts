import type { Database, Statement } from "better-sqlite3";
import type { FeedData, FeedEvent } from "../../types/feed-event.ts";
import { plainMessage } from "../../types/message.ts";
import type { TenantId } from "../../types/tenant.ts";
import { eventId } from "../event-id.ts";
import { LIMIT } from "./limit.ts";
import { messageJson } from "./message-json.ts";
import type { SqliteMessageReader } from "./message-reader.ts";

type FoundEvent = readonly [
  position: number,
  createdAt: number,
  type: string,
  messageId: string | null,
  data: string | null,
  /** `null` when it is not where it was. */
  message: string | null,
];

/** What events say that have a message. */
const NO_DATA: FeedData = Object.freeze({});

/** Events of a tenant after a position, each with its message, if it is still where it was. */
export const EVENTS_AFTER = `SELECT e.position, e.created_at, e.type, e.message_id, e.data,
    iif(c.jid IS NULL, NULL, ${messageJson("c.jid")})
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
    this.#read = database.prepare<[TenantId, number, number], FoundEvent>(EVENTS_AFTER).raw();
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
    return this.#read.all(tenant, after, limit).map(([position, createdAt, type, messageId, data, message]) => ({
      id: eventId(tenant, position, createdAt),
      position,
      type,
      createdAt,
      message: message ?? (messageId === null ? null : this.#moved(tenant, messageId)),
      data: data === null ? NO_DATA : (JSON.parse(data) as FeedData),
    }));
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
  #moved(tenant: TenantId, id: string): string | null {
    const moved = this.#messages.find(tenant, id);
    return moved === undefined ? null : JSON.stringify(plainMessage(moved));
  }
}
