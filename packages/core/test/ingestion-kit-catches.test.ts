import { describe, expect, it } from "vitest";
import type { Projection } from "../src/ingestion/ingestion.ts";
import { ingestionChecks, runIngestionCheck, runIngestionTests } from "../src/testing/index.ts";
import type { IngestRecord } from "../src/types/ingest-record.ts";
import { parseTenantId } from "../src/types/parse-tenant-id.ts";
import type { TenantId } from "../src/types/tenant.ts";
import { type Disk, type Kept, KeptIngestion, turn } from "./kept-ingestion.ts";

class MixesTenants extends KeptIngestion {
  protected override project(projection: Projection, { record }: Kept) {
    return projection.project(parseTenantId("tenant-anna"), [record]);
  }
}

class ProjectsTwice extends KeptIngestion {
  protected override async project(projection: Projection, kept: Kept) {
    await super.project(projection, kept);
    await super.project(projection, kept);
  }
}

class LosesTheRawBytes extends KeptIngestion {
  protected override keep(kept: readonly Kept[]) {
    return super.keep(kept.map(({ tenant, record }) => ({ tenant, record: JSON.parse(JSON.stringify(record)) })));
  }
}

class SharesOneBufferAmongCallers extends KeptIngestion {
  #buffer: readonly Kept[] = [];
  protected override async keep(kept: readonly Kept[]) {
    this.#buffer = kept;
    await turn();
    await super.keep(this.#buffer);
  }
}

class BeginsPositionsAnew extends KeptIngestion {
  #position = 0;
  protected override project(projection: Projection, { tenant, record }: Kept) {
    this.#position += 1;
    return projection.project(tenant, [record], this.#position);
  }
}

class TakesTheLatestFirst extends KeptIngestion {
  protected override async keep(kept: readonly Kept[]) {
    this.disk.queue.unshift(...kept);
  }
}

class PutsWhatFailsLast extends KeptIngestion {
  protected override async failed(kept: Kept) {
    this.remove(kept);
    await super.keep([kept]);
    await turn();
  }
}

class TakesIdentitiesFirst extends KeptIngestion {
  protected override keep(kept: readonly Kept[]) {
    const isIdentity = ({ record }: Kept) => record.kind === "identity";
    return super.keep([...kept.filter(isIdentity), ...kept.filter((one) => !isIdentity(one))]);
  }
}

class DropsWhatFails extends KeptIngestion {
  protected override async failed(kept: Kept) {
    this.remove(kept);
  }
}

class EmptiesItsQueueAtStop extends KeptIngestion {
  override async stop() {
    await super.stop();
    this.disk.queue = [];
  }
}

class ForgetsAtRestart extends KeptIngestion {
  constructor(_: Disk) {
    super();
  }
}

class WritesAtStop extends KeptIngestion {
  #queue: Kept[] = [];
  protected override async keep(kept: readonly Kept[]) {
    this.#queue.push(...kept);
  }
  override async stop() {
    await super.keep(this.#queue.splice(0));
    await super.stop();
  }
}

class AcknowledgesAtOnceAndStoresLater extends KeptIngestion {
  override async accept(tenant: TenantId, records: readonly IngestRecord[]) {
    const stored = turn().then(() => super.accept(tenant, records));
    stored.catch(() => undefined);
  }
}

class CountsEverybodysRecords extends KeptIngestion {
  override depth() {
    return this.disk.queue.length;
  }
}

/** Whoever passes positions has to keep the batch; this one, like its parent, lets go at once. */
class ForgetsBeforeTheSync extends BeginsPositionsAnew {}

class DropsNeighboursOfARejectedRecord extends KeptIngestion {
  protected override async step(projection: Projection, { tenant }: Kept) {
    const batch = this.disk.queue.filter((kept) => kept.tenant === tenant);
    const records = batch.map(({ record }) => record);
    await projection.project(tenant, records).catch(() => undefined);
    for (const kept of batch) this.remove(kept);
  }
}

class TriesARejectedRecordForEver extends KeptIngestion {
  protected override failed() {
    return turn();
  }
}

class ShowsEverybodysDeadLetters extends KeptIngestion {
  protected override deadOf() {
    return this.disk.dead;
  }
}

class AcceptsBeforeItIsStarted extends KeptIngestion {
  protected override isRunning = true;
}

class AcceptsWhenStopped extends KeptIngestion {
  override async accept(tenant: TenantId, records: readonly IngestRecord[]) {
    if (this.isRunning) await super.accept(tenant, records);
  }
}

class StartsOnlyOnce extends KeptIngestion {
  #hasStarted = false;
  override async start(projection: Projection) {
    if (!this.#hasStarted) await super.start(projection);
    this.#hasStarted = true;
  }
}

class ForgetsWhatComesWhileItStops extends KeptIngestion {
  protected override async keep(kept: readonly Kept[]) {
    await turn();
    if (this.isRunning) await super.keep(kept);
  }
}

class ErasesEverybody extends KeptIngestion {
  override async erase() {
    this.disk.queue = [];
  }
}

class ErasesNoDeadLetters extends KeptIngestion {
  override async erase(tenant: TenantId) {
    this.disk.queue = this.disk.queue.filter((kept) => kept.tenant !== tenant);
  }
}

/** Each fault, and the check that catches it. */
const BROKEN: readonly (readonly [new (disk: Disk) => KeptIngestion, string])[] = [
  [MixesTenants, "projects what it accepts, once and under its own tenant"],
  [ProjectsTwice, "projects what it accepts, once and under its own tenant"],
  [LosesTheRawBytes, "hands on every kind of record whole, with its bytes"],
  [SharesOneBufferAmongCallers, "takes many callers at once"],
  [BeginsPositionsAnew, "passes positions that grow within a tenant, also after a restart, if it passes any"],
  [TakesTheLatestFirst, "keeps the order of each chat when the storage is slow"],
  [PutsWhatFailsLast, "keeps the order of each chat when the storage fails for a while"],
  [TakesIdentitiesFirst, "keeps an identity between what came before and what came after it"],
  [DropsWhatFails, "brings what it accepted in an outage once the storage is back"],
  [EmptiesItsQueueAtStop, "brings what it accepted in an outage after a stop and a start of the same one"],
  [ForgetsAtRestart, "brings what it accepted in an outage after a restart, before anything newer"],
  [TakesTheLatestFirst, "brings what it accepted in an outage after a restart, before anything newer"],
  [WritesAtStop, "brings what it accepted in an outage after a crash"],
  [AcknowledgesAtOnceAndStoresLater, "brings what it accepted at the moment before a crash"],
  [CountsEverybodysRecords, "tells how many of one tenant's records wait, and of no other's, if it tells"],
  [ForgetsBeforeTheSync, "keeps what it projected with a position until the storage has synced it"],
  [DropsNeighboursOfARejectedRecord, "lets a record that can never be stored take no other along"],
  [TriesARejectedRecordForEver, "lets a record that can never be stored block nothing, also after a restart"],
  [ShowsEverybodysDeadLetters, "keeps each tenant's dead letters apart and brings them when asked to, if it keeps any"],
  [AcceptsBeforeItIsStarted, "accepts nothing before it is started"],
  [AcceptsWhenStopped, "accepts nothing once it is stopped"],
  [StartsOnlyOnce, "may be stopped twice, and started again"],
  [ForgetsWhatComesWhileItStops, "accepts or refuses, but never forgets, what comes while it stops"],
  [ErasesEverybody, "erases what it still holds of one tenant and of no other, if it erases"],
  [ErasesNoDeadLetters, "erases one tenant's dead letters and no other's, if it keeps any and erases"],
];

function setupOf(Made: new (disk: Disk) => KeptIngestion) {
  return () => {
    let current = new Made({ queue: [], dead: [] });
    const reopen = () => {
      current = new Made(structuredClone(current.disk));
      return current;
    };
    return { ingestion: current, reopen };
  };
}

runIngestionTests({ describe, it }, { name: "the ingestion that is broken here", setup: setupOf(KeptIngestion) });

describe("the ingestion kit", () => {
  const named = BROKEN.map(([Broken, name]) => [Broken.name, name, Broken] as const);

  it.each(named)("catches %s, which should be one that %s", async (_, name, Broken) => {
    const check = ingestionChecks.find((one) => one.name === name);
    if (check === undefined) throw new Error(`There is no check "${name}"`);
    const run = runIngestionCheck(check, { setup: setupOf(Broken), patienceMs: 100 });
    await expect(run).rejects.toMatchObject({ code: "ERR_ASSERTION" });
  });

  it("has no check that nothing fails", () => {
    expect(new Set(BROKEN.map(([, name]) => name))).toEqual(new Set(ingestionChecks.map(({ name }) => name)));
  });
});
