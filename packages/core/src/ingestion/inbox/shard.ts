import { RecordRejectedError } from "../../errors.ts";
import type { TenantId } from "../../types/tenant.ts";
import { byChat } from "./by-chat.ts";
import { isExhausted, type RetryOptions } from "./retry-policy.ts";
import { type Entry, TenantQueue } from "./tenant-queue.ts";

/** How a shard gathers. */
export interface ShardOptions extends RetryOptions {
  readonly batchSize: number;
  readonly batchMaxWaitMs: number;
}

/** Where a shard's entries go. */
export interface ShardEnds {
  /** Stores entries, oldest first by chat. */
  project(tenant: TenantId, records: ReturnType<typeof byChat>, position: number): Promise<void>;
  /** Entries are stored, or buried: nobody needs them in the log any more. */
  done(entries: readonly Entry[]): void;
  /** Puts away an entry that will not be tried again. Rejects when that is not possible now. */
  bury(tenant: TenantId, entry: Entry, attempts: number, error: unknown): Promise<void>;
}

/**
 * Some tenants' way to the storage, one batch after the other. A batch goes when it is full, or when the one before it
 * left `batchMaxWaitMs` ago: who comes alone does not wait, and nobody waits longer. A tenant that fails holds up itself.
 */
export class Shard {
  readonly #options: ShardOptions;
  readonly #ends: ShardEnds;
  /** Tenants that have entries; who was served goes to the end. */
  readonly #queues = new Map<TenantId, TenantQueue>();
  #size = 0;
  #flushedAt = 0;
  /** Calls the next flush off. */
  #cancel: (() => void) | undefined;
  #plannedAt = 0;
  #running: Promise<void> | undefined;
  #draining = false;

  constructor(options: ShardOptions, ends: ShardEnds) {
    this.#options = options;
    this.#ends = ends;
  }

  push(tenant: TenantId, entry: Entry): void {
    let queue = this.#queues.get(tenant);
    if (queue === undefined) {
      queue = new TenantQueue(tenant);
      this.#queues.set(tenant, queue);
    }
    queue.push(entry);
    this.#size += 1;
    // What is planned stays right until the batch is full, or when it was planned for a tenant that failed.
    const isLate = this.#cancel === undefined || this.#plannedAt > this.#flushedAt + this.#options.batchMaxWaitMs;
    if (isLate || this.#size === this.#options.batchSize) this.#schedule();
  }

  /** How many entries of a tenant are not stored yet. */
  depth(tenant: TenantId): number {
    return this.#queues.get(tenant)?.length ?? 0;
  }

  /** Stops waiting for fuller batches. Resolves when all is stored but for what keeps failing. */
  async drain(): Promise<void> {
    this.#draining = true;
    while (this.#running !== undefined || this.#ready(Date.now()).length > 0) {
      this.#schedule();
      await (this.#running ?? new Promise((resolve) => setImmediate(resolve)));
    }
    this.#cancel?.();
  }

  /** Takes out all entries of a tenant. Resolves with them once none is on its way to the storage. */
  async remove(tenant: TenantId): Promise<readonly Entry[]> {
    await this.#running;
    const queue = this.#queues.get(tenant);
    this.#queues.delete(tenant);
    this.#size -= queue?.length ?? 0;
    return queue?.clear() ?? [];
  }

  #schedule(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    if (this.#running !== undefined || this.#queues.size === 0) return;
    const now = Date.now();
    this.#plannedAt = this.#nextFlushAt(now);
    this.#cancel = after(this.#plannedAt - now, () => this.#start());
  }

  #nextFlushAt(now: number): number {
    let earliest = Number.POSITIVE_INFINITY;
    for (const { readyAt } of this.#queues.values()) earliest = Math.min(earliest, readyAt);
    const isFull = this.#size >= this.#options.batchSize;
    const gathered = isFull || this.#draining ? now : this.#flushedAt + this.#options.batchMaxWaitMs;
    return Math.max(earliest, gathered);
  }

  #ready(now: number): readonly TenantQueue[] {
    return [...this.#queues.values()].filter(({ readyAt }) => readyAt <= now);
  }

  #start(): void {
    this.#cancel = undefined;
    this.#running ??= this.#flush().finally(() => {
      this.#running = undefined;
      this.#schedule();
    });
  }

  async #flush(): Promise<void> {
    this.#flushedAt = Date.now();
    let room = this.#options.batchSize;
    const sent: Promise<void>[] = [];
    for (const queue of this.#ready(this.#flushedAt)) {
      if (room === 0) break;
      const entries = queue.next(room);
      room -= entries.length;
      this.#queues.delete(queue.tenant);
      this.#queues.set(queue.tenant, queue);
      sent.push(this.#project(queue, entries));
    }
    await Promise.all(sent);
  }

  async #project(queue: TenantQueue, entries: readonly Entry[]): Promise<void> {
    const position = entries.at(-1)?.position ?? 0;
    try {
      await this.#ends.project(queue.tenant, byChat(entries.map(({ record }) => record)), position);
    } catch (error) {
      return this.#failed(queue, entries, error);
    }
    this.#done(queue, entries);
  }

  async #failed(queue: TenantQueue, entries: readonly Entry[], error: unknown): Promise<void> {
    const now = Date.now();
    const isRejected = error instanceof RecordRejectedError;
    queue.failed(entries.length, isRejected && entries.length > 1, now, this.#options);
    const [entry, ...others] = entries;
    const { failures } = queue;
    if (entry === undefined || others.length > 0 || failures === undefined) return;
    if (!isRejected && !isExhausted(failures, now, this.#options)) return;
    try {
      await this.#ends.bury(queue.tenant, entry, failures.attempts, error);
    } catch {
      // Reported where it failed. The entry stays the next one, and is tried again.
      return;
    }
    this.#done(queue, entries);
  }

  #done(queue: TenantQueue, entries: readonly Entry[]): void {
    queue.done(entries.length);
    this.#size -= entries.length;
    if (queue.length === 0) this.#queues.delete(queue.tenant);
    this.#ends.done(entries);
  }
}

/** Calls back after a while, at the earliest when this turn of the event loop is over. Returns how to call it off. */
function after(waitMs: number, callback: () => void): () => void {
  if (waitMs > 0) {
    const timer = setTimeout(callback, waitMs);
    return () => clearTimeout(timer);
  }
  const immediate = setImmediate(callback);
  return () => clearImmediate(immediate);
}
