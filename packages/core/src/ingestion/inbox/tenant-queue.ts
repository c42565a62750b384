import type { IngestRecord } from "../../types/ingest-record.ts";
import type { TenantId } from "../../types/tenant.ts";
import { type Failures, nextDelayMs, type RetryOptions } from "./retry-policy.ts";

/** An accepted record on its way to the storage. */
export interface Entry {
  readonly position: number;
  readonly record: IngestRecord;
  /** Milliseconds since the epoch; of what an earlier run left, when it was found. */
  readonly acceptedAt: number;
}

/**
 * One tenant's entries, oldest first. After a failure it offers half as many at a time, so that what is wrong is soon
 * alone, and twice as many after each success.
 */
export class TenantQueue {
  #entries: Entry[] = [];
  #limit = Number.MAX_SAFE_INTEGER;
  #failures: Failures | undefined;
  #readyAt = 0;

  constructor(readonly tenant: TenantId) {}

  get length(): number {
    return this.#entries.length;
  }

  /** When it may be tried again, in milliseconds since the epoch; 0 unless it has failed. */
  get readyAt(): number {
    return this.#readyAt;
  }

  /** How its first entry has fared, once that failed alone. */
  get failures(): Failures | undefined {
    return this.#failures;
  }

  push(entry: Entry): void {
    this.#entries.push(entry);
  }

  /** The next entries, at most so many. They stay until `done`. */
  next(most: number): readonly Entry[] {
    return this.#entries.slice(0, Math.min(most, this.#limit));
  }

  /** Removes the first entries: they are stored, or buried. */
  done(count: number): void {
    this.#entries = this.#entries.slice(count);
    this.#limit = Math.max(count, Math.min(this.#limit, Number.MAX_SAFE_INTEGER / 2) * 2);
    this.#failures = undefined;
    this.#readyAt = 0;
  }

  /** So many entries failed together: half of them come next, at once when it was no fault of the storage's. */
  failed(count: number, atOnce: boolean, now: number, options: RetryOptions): void {
    this.#limit = Math.max(1, Math.floor(count / 2));
    const { attempts, firstAt } = this.#failures ?? { attempts: 0, firstAt: now };
    this.#failures = { attempts: attempts + 1, firstAt };
    this.#readyAt = atOnce ? 0 : now + nextDelayMs(attempts + 1, Math.random(), options);
  }

  /** Takes everything out. */
  clear(): readonly Entry[] {
    const entries = this.#entries;
    this.done(entries.length);
    return entries;
  }
}
