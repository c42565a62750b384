import type { Database, Statement } from "better-sqlite3";
import { LOGGED_ATTEMPTS } from "../../types/webhook-delivery.ts";
import type { PackedProgress } from "./packed-attempts.ts";

type Nullable<Value> = Value | null;

/** The statements that write deliveries, for all tenants. */
export class DeliveryStatements {
  readonly #lane: Statement<[number, string, number, string, number, number, number, Nullable<number>, number]>;
  readonly #log: Statement<[number, string, number, string]>;
  readonly #forget: Statement<[number, string, number]>;
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
    this.#log = database.prepare(
      "INSERT OR REPLACE INTO webhook_logs (tenant_id, endpoint, last, attempts) VALUES (?, ?, ?, ?)",
    );
    this.#forget = database.prepare("DELETE FROM webhook_logs WHERE tenant_id = ? AND endpoint = ? AND last <= ?");
    this.#die = database.prepare(
      `INSERT OR REPLACE INTO webhook_dead_letters
      (tenant_id, endpoint, position, event_id, event, attempts, status, error, died_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#revive = database.prepare(
      "DELETE FROM webhook_dead_letters WHERE tenant_id = ? AND endpoint = ? AND position = ?",
    );
    this.#trim = database.prepare("DELETE FROM webhook_dead_letters WHERE tenant_id = ? AND position <= ?");
    this.#remove = ["webhook_lanes", "webhook_logs", "webhook_dead_letters"].map((table) =>
      database.prepare(`DELETE FROM ${table} WHERE tenant_id = ? AND endpoint = ?`),
    );
  }

  advance(key: number, { lane, log, died, revived }: PackedProgress): void {
    const { endpoint, position, replays, head, failures, nextTryAt, failingSince, tries } = lane;
    const spans = JSON.stringify(replays);
    this.#lane.run(key, endpoint, position, spans, head, failures, nextTryAt, failingSince, tries);
    if (log !== null) {
      this.#log.run(key, endpoint, log.last, log.attempts);
      this.#forget.run(key, endpoint, log.last - LOGGED_ATTEMPTS);
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
