import { IngestionStoppedError, RecordRejectedError } from "../src/errors.ts";
import type { DeadLetters } from "../src/ingestion/dead-letters.ts";
import type { Ingestion, Projection } from "../src/ingestion/ingestion.ts";
import type { IngestRecord } from "../src/types/ingest-record.ts";
import type { TenantId } from "../src/types/tenant.ts";

/** A record that waits, or has died. */
export interface Kept {
  readonly tenant: TenantId;
  readonly record: IngestRecord;
}

/** What a crash leaves. */
export interface Disk {
  queue: Kept[];
  dead: Kept[];
}

export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A sound ingestion whose disk is in memory, made to be broken in one place. */
export class KeptIngestion implements Ingestion {
  readonly disk: Disk;
  protected isRunning = false;
  #isWorking = false;
  #projection: Projection | undefined;
  #worked: Promise<void> = Promise.resolve();

  constructor(disk: Disk = { queue: [], dead: [] }) {
    this.disk = disk;
  }

  async start(projection: Projection): Promise<void> {
    this.#projection = projection;
    this.isRunning = true;
    this.#wake();
  }

  async accept(tenant: TenantId, records: readonly IngestRecord[]): Promise<void> {
    if (!this.isRunning) throw new IngestionStoppedError();
    await this.keep(records.map((record) => ({ tenant, record })));
    this.#wake();
  }

  async stop(): Promise<void> {
    this.isRunning = false;
    await this.#worked;
  }

  async erase(tenant: TenantId): Promise<void> {
    this.disk.queue = this.disk.queue.filter((kept) => kept.tenant !== tenant);
    this.disk.dead = this.disk.dead.filter((kept) => kept.tenant !== tenant);
  }

  depth(tenant: TenantId): number {
    return this.disk.queue.filter((kept) => kept.tenant === tenant).length;
  }

  readonly deadLetters: DeadLetters = {
    page: async (tenant) => {
      const items = this.deadOf(tenant).map(({ record }) => ({ id: "", reason: "", attempts: 1, diedAt: 0, record }));
      return { items, nextCursor: null };
    },
    replay: async (tenant) => {
      const back = this.deadOf(tenant);
      this.disk.dead = this.disk.dead.filter((kept) => !back.includes(kept));
      this.disk.queue.push(...back);
      this.#wake();
      return back.length;
    },
  };

  protected deadOf(tenant: TenantId): readonly Kept[] {
    return this.disk.dead.filter((kept) => kept.tenant === tenant);
  }

  protected async keep(kept: readonly Kept[]): Promise<void> {
    this.disk.queue.push(...kept);
  }

  /** Tries the first in the queue. */
  protected async step(projection: Projection, first: Kept): Promise<void> {
    try {
      await this.project(projection, first);
    } catch (error) {
      await this.failed(first, error);
      return;
    }
    this.remove(first);
  }

  protected project(projection: Projection, { tenant, record }: Kept): Promise<void> {
    return projection.project(tenant, [record]);
  }

  protected async failed(kept: Kept, error: unknown): Promise<void> {
    if (!(error instanceof RecordRejectedError)) return turn();
    this.disk.dead.push(kept);
    this.remove(kept);
  }

  protected remove(gone: Kept): void {
    this.disk.queue = this.disk.queue.filter((kept) => kept !== gone);
  }

  #wake(): void {
    if (!this.#isWorking) this.#worked = this.#work();
  }

  async #work(): Promise<void> {
    this.#isWorking = true;
    for (;;) {
      const [first] = this.disk.queue;
      if (first === undefined || this.#projection === undefined || !this.isRunning) break;
      await this.step(this.#projection, first);
    }
    this.#isWorking = false;
  }
}
