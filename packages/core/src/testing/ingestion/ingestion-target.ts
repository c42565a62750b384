import assert from "node:assert/strict";
import { RecordRejectedError, StorageFailedError } from "../../errors.ts";
import type { Projection } from "../../ingestion/ingestion.ts";
import type { IngestRecord } from "../../types/ingest-record.ts";
import type { TenantId } from "../../types/tenant.ts";

/** A batch that a target took. */
export interface TakenBatch {
  readonly tenant: TenantId;
  readonly records: readonly IngestRecord[];
  readonly position: number | undefined;
}

/** The id of a message; what is none has none. */
export const idOf = (record: IngestRecord): string => (record.kind === "message" ? record.message.id : "");

/** The end of an ingestion under test: remembers what it took, and fails in the ways in which a storage does. */
export class IngestionTarget {
  #batches: TakenBatch[] = [];
  /** So many of the batches would survive a power failure. */
  #synced = 0;
  /** How often it was asked to take a batch. */
  calls = 0;
  /** While true it takes and syncs nothing, as with a full disk. */
  isAway = false;
  /** While false it takes batches and cannot sync them. */
  canSync = true;
  /** Called before a batch is taken; what it throws is what the batch fails with. */
  onBatch: () => Promise<void> | void = () => undefined;
  /** Ids of messages that it will never take. */
  readonly rejected = new Set<string>();
  /** A storage writes one batch of a tenant after the other. */
  readonly #turns = new Map<TenantId, Promise<void>>();
  readonly #watchers = new Set<() => void>();

  /** @param patienceMs - How long a check waits for something to happen. */
  constructor(readonly patienceMs: number) {}

  get batches(): readonly TakenBatch[] {
    return this.#batches;
  }

  recordsOf(tenant: TenantId): readonly IngestRecord[] {
    return this.#batches.filter((batch) => batch.tenant === tenant).flatMap(({ records }) => records);
  }

  /** Ids of the messages it took, in the order of taking. */
  idsOf(tenant: TenantId): readonly string[] {
    return this.recordsOf(tenant).map(idOf);
  }

  /** The way in for one run of an ingestion. Once `cut`, nothing comes through it any more. */
  connect(): { readonly projection: Projection; readonly cut: () => void } {
    let isCut = false;
    const projection: Projection = {
      project: (tenant, records, position) => {
        const take = async () => {
          this.#asked();
          await this.onBatch();
          if (isCut) throw outage();
          this.#take(tenant, records, position);
        };
        const turn = (this.#turns.get(tenant) ?? Promise.resolve()).then(take);
        this.#turns.set(
          tenant,
          turn.catch(() => undefined),
        );
        return turn;
      },
      position: async (tenant) => this.#positionOf(tenant),
      sync: async () => {
        if (this.isAway || !this.canSync || isCut) throw outage();
        this.#synced = this.#batches.length;
      },
    };
    const cut = () => {
      isCut = true;
    };
    return { projection, cut };
  }

  /** Forgets what came out of a log and was not synced, as a power failure makes a storage do. */
  losePower(): void {
    this.#batches = this.#batches.filter(({ position }, index) => index < this.#synced || position === undefined);
  }

  /** Resolves when `isMet`; rejects with an `AssertionError` when that takes longer than patience lasts. */
  async until(isMet: () => boolean, failure: () => string): Promise<void> {
    if (isMet()) return;
    await new Promise<void>((resolve, reject) => {
      const watch = () => {
        if (!isMet()) return;
        clearTimeout(timer);
        this.#watchers.delete(watch);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#watchers.delete(watch);
        reject(new assert.AssertionError({ message: `After ${this.patienceMs} ms ${failure()}` }));
      }, this.patienceMs);
      this.#watchers.add(watch);
    });
  }

  #asked(): void {
    this.calls += 1;
    this.#tell();
  }

  #take(tenant: TenantId, records: readonly IngestRecord[], position: number | undefined): void {
    if (this.isAway) throw outage();
    if (records.some((record) => this.rejected.has(idOf(record)))) {
      throw new RecordRejectedError({ cause: new TypeError("a record of the kind that is never taken") });
    }
    // A copy: what an ingestion does with its own bytes afterwards is its business.
    this.#batches.push({ tenant, records: structuredClone(records), position });
    this.#tell();
  }

  #positionOf(tenant: TenantId): number {
    const own = this.#batches.filter((batch) => batch.tenant === tenant);
    return own.reduce((highest, { position = 0 }) => Math.max(highest, position), 0);
  }

  #tell(): void {
    for (const watch of [...this.#watchers]) watch();
  }
}

/** What a storage that is away throws. */
export const outage = () => new StorageFailedError("A batch", { cause: new Error("the disk is full") });
