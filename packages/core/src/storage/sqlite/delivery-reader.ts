import type { Database, Statement } from "better-sqlite3";
import type { Page, PageRequest } from "../../types/page.ts";
import type { TenantId } from "../../types/tenant.ts";
import {
  LOGGED_ATTEMPTS,
  type WebhookAttempt,
  type WebhookDeadLetter,
  type WebhookLane,
} from "../../types/webhook-delivery.ts";
import { pageOf, pageWindow } from "../cursor.ts";
import { deadLetterPosition } from "../delivery-store.ts";
import { LIMIT } from "./limit.ts";
import { unpackAttempts } from "./packed-attempts.ts";

type LaneTuple = readonly [
  endpoint: string,
  position: number,
  replays: string,
  head: number,
  failures: number,
  nextTryAt: number,
  failingSince: number | null,
  tries: number,
];

/**
 * Written out: an object of better-sqlite3's is a dictionary to V8, and so is every copy of it. A lane is copied with each delivery,
 * which made seven kilobytes of garbage.
 */
function laneOf([endpoint, position, replays, head, failures, nextTryAt, failingSince, tries]: LaneTuple): WebhookLane {
  const spans = JSON.parse(replays) as [number, number][];
  return { endpoint, position, replays: spans, head, failures, nextTryAt, failingSince, tries };
}

/** Reads what became of deliveries. */
export class SqliteDeliveryReader {
  readonly #lanes: Statement<[TenantId], LaneTuple>;
  readonly #attempts: Statement<[TenantId, string], string>;
  readonly #dead: Statement<[TenantId, number, string, number], WebhookDeadLetter>;

  constructor(database: Database) {
    this.#lanes = database
      .prepare<[TenantId], LaneTuple>(
        `SELECT l.endpoint, l.position, l.replays, l.head, l.failures, l.next_try_at, l.failing_since, l.tries
        FROM tenants t JOIN webhook_lanes l ON l.tenant_id = t.id WHERE t.name = ?`,
      )
      .raw();
    this.#attempts = database
      .prepare<[TenantId, string], string>(
        `SELECT l.attempts FROM tenants t JOIN webhook_logs l ON l.tenant_id = t.id
        WHERE t.name = ? AND l.endpoint = ? ORDER BY l.last`,
      )
      .pluck();
    this.#dead = database.prepare(
      `SELECT d.endpoint, d.position, d.event_id AS eventId, d.event, d.attempts, d.status, d.error, d.died_at AS diedAt
      FROM tenants t JOIN webhook_dead_letters d ON d.tenant_id = t.id
      WHERE t.name = ? AND (d.died_at, d.endpoint || ' ' || printf('%016d', d.position)) < (?, ?)
      ORDER BY d.died_at DESC, d.endpoint DESC, d.position DESC ${LIMIT}`,
    );
  }

  lanes(tenant: TenantId): readonly WebhookLane[] {
    return this.#lanes.all(tenant).map(laneOf);
  }

  attempts(tenant: TenantId, endpoint: string): readonly WebhookAttempt[] {
    const logged = this.#attempts.all(tenant, endpoint).flatMap((packed) => unpackAttempts(endpoint, packed));
    return logged.slice(-LOGGED_ATTEMPTS).reverse();
  }

  deadLetters(tenant: TenantId, request: PageRequest): Page<WebhookDeadLetter> {
    const { limit, before } = pageWindow(request);
    return pageOf(this.#dead.all(tenant, before.timestamp, before.id, limit + 1), limit, deadLetterPosition);
  }
}
