import type { IngestRecord } from "../types/ingest-record.ts";
import type { TenantId } from "../types/tenant.ts";
import type { Ingestion, Project } from "./ingestion.ts";

/** Stores at once: a record is accepted when the storage has it. The shortest way, and as fast as the storage. */
export class DirectIngestion implements Ingestion {
  #project: Project | undefined;
  readonly #running = new Set<Promise<void>>();

  async start(project: Project): Promise<void> {
    this.#project = project;
  }

  async accept(tenant: TenantId, records: readonly IngestRecord[]): Promise<void> {
    if (this.#project === undefined) throw new Error("DirectIngestion.accept() before start()");
    const run = this.#project(tenant, records);
    this.#running.add(run);
    try {
      await run;
    } finally {
      this.#running.delete(run);
    }
  }

  async stop(): Promise<void> {
    await Promise.allSettled(this.#running);
  }
}
