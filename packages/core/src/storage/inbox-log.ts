import type { Page, PageRequest } from "../types/page.ts";
import type { TenantId } from "../types/tenant.ts";

/** A record as the log keeps it: bytes under a number that only grows. */
export interface LogEntry {
  readonly position: number;
  readonly bytes: Uint8Array;
}

/** A log entry that was given up. */
export interface BuriedEntry extends LogEntry {
  /** `null` when the bytes did not tell. */
  readonly tenant: TenantId | null;
  readonly reason: string;
  readonly attempts: number;
  /** Milliseconds since the epoch. */
  readonly diedAt: number;
}

/** Where accepted records wait until they are projected: appended at the end, read from the front, trimmed behind. */
export interface InboxLog {
  open(): Promise<void>;
  /**
   * Appends entries together. Resolves, when all of them survive a power failure, with the position of the first; the
   * others follow one by one.
   */
  append(entries: readonly Uint8Array[]): Promise<number>;
  /** The entries after a position, oldest first. */
  read(after: number, limit: number): Promise<readonly LogEntry[]>;
  /** Forgets everything up to and including a position. */
  trim(upTo: number): Promise<void>;
  /** Forgets entries wherever they stand, so that their bytes are gone. */
  remove(positions: readonly number[]): Promise<void>;
  /** Moves an entry to the dead ones, which survive a power failure when it resolves. */
  bury(entry: BuriedEntry): Promise<void>;
  /** A tenant's dead entries, the latest first. */
  buried(tenant: TenantId, request: PageRequest): Promise<Page<BuriedEntry>>;
  /** Puts a tenant's dead entries back at the end of the log, those named or all. Resolves with them at their new positions. */
  revive(tenant: TenantId, positions?: readonly number[]): Promise<readonly LogEntry[]>;
  /** Forgets a tenant's dead entries, so that their bytes are gone. */
  eraseBuried(tenant: TenantId): Promise<void>;
  close(): Promise<void>;
}
