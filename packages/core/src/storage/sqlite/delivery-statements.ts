import type { Database, Statement } from "better-sqlite3";
import { LOGGED_ATTEMPTS } from "../../types/webhook-delivery.ts";
import type { LaneProgress } from "../delivery-store.ts";

type Nullable<Value> = Value | null;

/** The statements that write deliveries, for all tenants. */
export class DeliveryStatements {
  readonly #lane: Statement<[number, string, number, string, number, number, number, Nullable<number>, number]>;
  readonly #attempt: Statement<
    [number, string, number, number, string, string, number, number, Nullable<number>, Nullable<string>]
  >;
  readonly #die: Statement<[number, string, number, string, string, number, Nullable<number>, string, number]>;
  readonly #revive: Statement<[number, string, number]>;
  readonly #trim: Statement<[number, number]>;
  readonly #remove: readonly Statement<[number, string]>[];

  constructor(database: Database) {
    this.#lane = database.prepare(
      `INSERT OR REPLACE INTO webhook_lanes
      (tenant_id, endpoint, position, replays, head, failures, next_try_at, failing_since, tries)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    // A ring: each new one takes the place of the oldest, so that nothing ever has to be cleared away.
    this.#attempt = database.prepare(
      `INSERT OR REPLACE INTO webhook_attempts
      (tenant_id, endpoint, slot, number, event_id, event, at, duration_ms, status, error)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#die = database.prepare(
      `INSERT OR REPLACE INTO webhook_dead_letters
      (tenant_id, endpoint, position, event_id, event, attempts, status, error, died_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#revive = database.prepare(
      "DELETE FROM webhook_dead_letters WHERE tenant_id = ? AND endpoint = ? AND position = ?",
    );
    this.#trim = database.prepare("DELETE FROM webhook_dead_letters WHERE tenant_id = ? AND position <= ?");
    this.#remove = ["webhook_lanes", "webhook_attempts", "webhook_dead_letters"].map((table) =>
      database.prepare(`DELETE FROM ${table} WHERE tenant_id = ? AND endpoint = ?`),
    );
  }

  advance(key: number, { lane, attempts, died, revived }: LaneProgress): void {
    const { endpoint, position, replays, head, failures, nextTryAt, failingSince, tries } = lane;
    const spans = JSON.stringify(replays);
    this.#lane.run(key, endpoint, position, spans, head, failures, nextTryAt, failingSince, tries);
    for (const { number, eventId, event, at, durationMs, status, error } of attempts) {
      const slot = number % LOGGED_ATTEMPTS;
      this.#attempt.run(key, endpoint, slot, number, eventId, event, at, durationMs, status, error);
    }
    for (const { position: place, eventId, event, attempts: count, status, error, diedAt } of died) {
      this.#die.run(key, endpoint, place, eventId, event, count, status, error, diedAt);
    }
    for (const place of revived) this.#revive.run(key, endpoint, place);
  }

  /** Forgets the dead letters whose event is trimmed. */
  trim(key: number, upTo: number): void {
    this.#trim.run(key, upTo);
  }

  remove(key: number, endpoint: string): void {
    for (const statement of this.#remove) statement.run(key, endpoint);
  }
}
