import type { IngestRecord } from "../types/ingest-record.ts";
import type { TenantId } from "../types/tenant.ts";
import type { DeadLetters } from "./dead-letters.ts";

/** The end of every ingestion: where its records go. Given to an {@link Ingestion} when it starts. */
export interface Projection {
  /**
   * Stores a batch and announces what was new in it. An ingestion that keeps a log passes the `position` of the batch's
   * last record in it, a number that only grows; the log must keep the batch until `sync`.
   *
   * Rejects with `RecordRejectedError` when a record can never be stored, and with another error when it may be tried again.
   */
  project(tenant: TenantId, records: readonly IngestRecord[], position?: number): Promise<void>;
  /** The position up to which this tenant's records were projected; 0 when none were. */
  position(tenant: TenantId): Promise<number>;
  /** Resolves when everything projected so far survives a power failure. */
  sync(): Promise<void>;
}

/** How an ingestion stands. */
export interface IngestionState {
  /** Records that were accepted and are not stored yet. */
  readonly depth: number;
  /** Milliseconds from a record's acceptance to its place in the store, of the latest one; longer when nothing moves. */
  readonly lagMs: number;
}

/** The way from a session to the store. Implementations pass `runIngestionTests`. */
export interface Ingestion {
  /**
   * Called before the first `accept`, and again after a `stop`. Accepted records must reach the projection at least once,
   * in order within a chat, and news of who is who in its place among all of a tenant's; what an earlier run left behind
   * comes first.
   */
  start(projection: Projection): Promise<void>;
  /** Resolves when the records survive a crash; rejects when they may be redelivered. Waits while the queue is full. */
  accept(tenant: TenantId, records: readonly IngestRecord[]): Promise<void>;
  /** Resolves when everything accepted is projected, or is kept for the next start. May be called again. */
  stop(): Promise<void>;
  /** Forgets what it still holds of this tenant, and of no other. Absent where nothing is held. */
  erase?(tenant: TenantId): Promise<void>;
  /** How it stands now. Absent where nothing ever waits. */
  state?(): IngestionState;
  /** How many of this tenant's records were accepted and are not stored yet. Absent where nothing ever waits. */
  depth?(tenant: TenantId): number;
  /** Records that could not be projected. Absent where an ingestion keeps none. */
  readonly deadLetters?: DeadLetters;
}
