import type { IngestRecord } from "../types/ingest-record.ts";
import type { TenantId } from "../types/tenant.ts";

/** Brings records into the store and announces what was new. Given to an {@link Ingestion} when it starts. */
export type Project = (tenant: TenantId, records: readonly IngestRecord[]) => Promise<void>;

/** The way from a session to the store. */
export interface Ingestion {
  /** Called once before the first `accept`. Records must reach `project` at least once, in order within a chat. */
  start(project: Project): Promise<void>;
  /** Resolves when the records survive a crash; rejects when they may be redelivered. */
  accept(tenant: TenantId, records: readonly IngestRecord[]): Promise<void>;
  /** Resolves when everything accepted has been projected. May be called again. */
  stop(): Promise<void>;
}
