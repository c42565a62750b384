import type { IngestRecord } from "../types/ingest-record.ts";
import type { Page, PageRequest } from "../types/page.ts";
import type { TenantId } from "../types/tenant.ts";

/** A record that could not be projected, kept with all it held. */
export interface DeadLetter {
  /** Names it within its tenant. */
  readonly id: string;
  /** Why the last try failed. */
  readonly reason: string;
  /** How often it was tried. */
  readonly attempts: number;
  /** When it was given up, in milliseconds since the epoch. */
  readonly diedAt: number;
  /** `undefined` when its bytes could not be read back. */
  readonly record: IngestRecord | undefined;
}

/** What was given up, by tenant. */
export interface DeadLetters {
  /** The latest first. */
  page(tenant: TenantId, request: PageRequest): Promise<Page<DeadLetter>>;
  /** Puts dead letters back at the end of the queue: those named, or all. Resolves with how many there were. */
  replay(tenant: TenantId, ids?: readonly string[]): Promise<number>;
}
