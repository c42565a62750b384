import { IngestionStoppedError } from "../errors.ts";
import type { IngestRecord } from "../types/ingest-record.ts";
import type { TenantId } from "../types/tenant.ts";
import type { Ingestion, Projection } from "./ingestion.ts";

/**
 * Stores at once: a record is accepted when the storage has it. The shortest way, for storages that are quick by
 * themselves; WhatsApp's receipt waits for each of their commits.
 */
export class DirectIngestion implements Ingestion {
  #projection: Projection | undefined;
  readonly #running = new Set<Promise<void>>();

  async start(projection: Projection): Promise<void> {
    this.#projection = projection;
  }

  async accept(tenant: TenantId, records: readonly IngestRecord[]): Promise<void> {
    if (this.#projection === undefined) throw new IngestionStoppedError();
    const run = this.#projection.project(tenant, records);
    this.#running.add(run);
    try {
      await run;
    } finally {
      this.#running.delete(run);
    }
  }

  async stop(): Promise<void> {
    this.#projection = undefined;
    await Promise.allSettled(this.#running);
  }
}
