import assert from "node:assert/strict";
import type { Ingestion } from "../../ingestion/ingestion.ts";
import type { IngestRecord } from "../../types/ingest-record.ts";
import type { TenantId } from "../../types/tenant.ts";
import { IngestionTarget, idOf } from "./ingestion-target.ts";

/** One ingestion to test, on an empty queue, and how to get rid of it. */
export interface IngestionFixture {
  /** Not started yet. Keeps a hundred records without waiting for the storage, and tries again within a second. */
  readonly ingestion: Ingestion;
  /**
   * Makes another one over what is kept at this moment, not started. The one before may still run: then it stands for a
   * process that was killed, so give the new one a copy of the data where two cannot share it.
   */
  readonly reopen: () => Promise<Ingestion> | Ingestion;
  /** Called last, when everything is stopped. */
  readonly teardown?: () => Promise<void> | void;
}

/** What an ingestion check works on: a running ingestion, its end, and what it has promised so far. */
export class IngestionContext {
  readonly target: IngestionTarget;
  readonly #reopen: IngestionFixture["reopen"];
  readonly #all: Ingestion[];
  readonly #accepted: { readonly tenant: TenantId; readonly id: string }[] = [];
  #ingestion: Ingestion;
  #cut: () => void = () => undefined;

  /** @param patienceMs - How long a check waits for something to happen. */
  constructor({ ingestion, reopen }: IngestionFixture, patienceMs: number) {
    this.target = new IngestionTarget(patienceMs);
    this.#ingestion = ingestion;
    this.#all = [ingestion];
    this.#reopen = reopen;
  }

  /** The one in use now. */
  get ingestion(): Ingestion {
    return this.#ingestion;
  }

  async start(): Promise<void> {
    const { projection, cut } = this.target.connect();
    this.#cut = cut;
    await this.#ingestion.start(projection);
  }

  /** Afterwards nothing comes through to the target: a stopped manager closes its storage. */
  async stop(): Promise<void> {
    await this.#ingestion.stop();
    this.#cut();
  }

  /** Stops, and takes another one over the same data, which does not run yet. */
  async reopen(): Promise<void> {
    await this.stop();
    await this.#replace();
  }

  /** Stops, and goes on with another one over the same data. */
  async restart(): Promise<void> {
    await this.reopen();
    await this.start();
  }

  /** Goes on with another one over what the first has kept so far; nobody hears of the first any more. */
  async crash(): Promise<void> {
    this.#cut();
    await this.#replace();
    await this.start();
  }

  /** Resolves whether the records were accepted. */
  async offer(tenant: TenantId, ...records: readonly IngestRecord[]): Promise<boolean> {
    try {
      await this.#ingestion.accept(tenant, records);
    } catch {
      return false;
    }
    this.#accepted.push(...records.map((record) => ({ tenant, id: idOf(record) })));
    return true;
  }

  /** Fails when the records are not accepted. */
  async accept(tenant: TenantId, ...records: readonly IngestRecord[]): Promise<void> {
    assert.ok(await this.offer(tenant, ...records), "Records were not accepted, although nothing was wrong with them");
  }

  /** Resolves when every message that was accepted has arrived under its tenant, but for those that never can. */
  async allArrived(): Promise<void> {
    const missing = () =>
      this.#accepted.filter(
        ({ tenant, id }) => !this.target.rejected.has(id) && !this.target.idsOf(tenant).includes(id),
      );
    await this.target.until(
      () => missing().length === 0,
      () => `what was accepted has not arrived: ${JSON.stringify(missing())}`,
    );
  }

  /** Stops whatever was ever started. */
  async end(): Promise<void> {
    this.#cut();
    for (const ingestion of this.#all) await ingestion.stop();
  }

  async #replace(): Promise<void> {
    this.#ingestion = await this.#reopen();
    this.#all.push(this.#ingestion);
  }
}
