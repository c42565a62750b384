import type { Database, Statement } from "better-sqlite3";
import type { Page, PageRequest } from "../../types/page.ts";
import type { TenantId } from "../../types/tenant.ts";
import type { WebhookAttempt, WebhookDeadLetter, WebhookLane } from "../../types/webhook-delivery.ts";
import { pageOf, pageWindow } from "../cursor.ts";
import { deadLetterPosition } from "../delivery-store.ts";
import { LIMIT } from "./limit.ts";

/** Reads what became of deliveries. */
export class SqliteDeliveryReader {
  readonly #lanes: Statement<[TenantId], Omit<WebhookLane, "replays"> & { readonly replays: string }>;
  readonly #attempts: Statement<[TenantId, string], WebhookAttempt>;
  readonly #dead: Statement<[TenantId, number, string, number], WebhookDeadLetter>;

  constructor(database: Database) {
    this.#lanes = database.prepare(
      `SELECT l.endpoint, l.position, l.replays, l.head, l.failures, l.next_try_at AS nextTryAt,
        l.failing_since AS failingSince, l.tries
      FROM tenants t JOIN webhook_lanes l ON l.tenant_id = t.id WHERE t.name = ?`,
    );
    this.#attempts = database.prepare(
      `SELECT a.endpoint, a.number, a.event_id AS eventId, a.event, a.at, a.duration_ms AS durationMs, a.status, a.error
      FROM tenants t JOIN webhook_attempts a ON a.tenant_id = t.id
      WHERE t.name = ? AND a.endpoint = ? ORDER BY a.number DESC`,
    );
    this.#dead = database.prepare(
      `SELECT d.endpoint, d.position, d.event_id AS eventId, d.event, d.attempts, d.status, d.error, d.died_at AS diedAt
      FROM tenants t JOIN webhook_dead_letters d ON d.tenant_id = t.id
      WHERE t.name = ? AND (d.died_at, d.endpoint || ' ' || printf('%016d', d.position)) < (?, ?)
      ORDER BY d.died_at DESC, d.endpoint DESC, d.position DESC ${LIMIT}`,
    );
  }

  lanes(tenant: TenantId): readonly WebhookLane[] {
    return this.#lanes
      .all(tenant)
      .map((lane) => ({ ...lane, replays: JSON.parse(lane.replays) as [number, number][] }));
  }

  attempts(tenant: TenantId, endpoint: string): readonly WebhookAttempt[] {
    return this.#attempts.all(tenant, endpoint);
  }

  deadLetters(tenant: TenantId, request: PageRequest): Page<WebhookDeadLetter> {
    const { limit, before } = pageWindow(request);
    return pageOf(this.#dead.all(tenant, before.timestamp, before.id, limit + 1), limit, deadLetterPosition);
  }
}
