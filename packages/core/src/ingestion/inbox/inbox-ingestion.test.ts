import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { RecordRejectedError, StorageFailedError } from "../../errors.ts";
import { SqliteInboxLog } from "../../storage/sqlite/inbox/sqlite-inbox-log.ts";
import type { IngestRecord } from "../../types/ingest-record.ts";
import { parseTenantId } from "../../types/parse-tenant-id.ts";
import type { TenantId } from "../../types/tenant.ts";
import type { Projection } from "../ingestion.ts";
import { InboxIngestion } from "./inbox-ingestion.ts";
import type { InboxIngestionOptions } from "./inbox-options.ts";

const [a, b] = [parseTenantId("tenant-a"), parseTenantId("tenant-b")];
const chat = (name: string): IngestRecord => ({ kind: "chat", jid: "491701234567@s.whatsapp.net", name });
const nameOf = (record: IngestRecord) => (record.kind === "chat" ? record.name : record.kind);

/** A storage's end that remembers what it took and fails when told to. */
class Target implements Projection {
  readonly taken: { readonly tenant: TenantId; readonly names: readonly (string | undefined)[] }[] = [];
  readonly positions = new Map<TenantId, number>();
  /** Throws for a batch it does not take. */
  refuse: (tenant: TenantId, names: readonly (string | undefined)[]) => void = () => undefined;
  alive = true;
  hold: Promise<void> | undefined;
  calls = 0;

  async project(tenant: TenantId, records: readonly IngestRecord[], position = 0): Promise<void> {
    this.calls += 1;
    await this.hold;
    const names = records.map(nameOf);
    this.refuse(tenant, names);
    this.taken.push({ tenant, names });
    this.positions.set(tenant, position);
  }
  async position(tenant: TenantId): Promise<number> {
    return this.positions.get(tenant) ?? 0;
  }
  async sync(): Promise<void> {
    if (!this.alive) throw new StorageFailedError("A batch", { cause: new Error("away") });
  }
  namesOf(tenant: TenantId) {
    return this.taken.filter((batch) => batch.tenant === tenant).flatMap(({ names }) => names);
  }
}

const outage = () => new StorageFailedError("A batch", { cause: new Error("the disk is full") });
const numbered = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => `${from + index}`);

describe("InboxIngestion", () => {
  let directory: string;
  let target: Target;
  let ingestion: InboxIngestion;
  const fast = { batchMaxWaitMs: 5, retryBaseMs: 1, retryMaxMs: 4 };

  const open = async (options: Partial<InboxIngestionOptions> = {}) => {
    ingestion = new InboxIngestion({ log: new SqliteInboxLog({ directory }), ...fast, ...options });
    await ingestion.start(target);
  };
  const accept = (tenant: TenantId, ...names: readonly string[]) => ingestion.accept(tenant, names.map(chat));
  const eventually = (check: () => unknown) => vi.waitFor(check, { timeout: 5_000, interval: 5 });

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "polyphone-ingestion-"));
    target = new Target();
  });
  afterEach(async () => {
    target.hold = undefined;
    target.refuse = () => undefined;
    await ingestion.stop();
    await rm(directory, { recursive: true });
  });

  it("projects what it accepts, in order within each tenant", async () => {
    await open({ batchSize: 7 });
    await Promise.all(numbered(1, 50).map((name) => accept(Number(name) % 3 === 0 ? a : b, name)));
    await eventually(() => expect(target.namesOf(a).length + target.namesOf(b).length).toBe(50));
    expect(target.namesOf(a)).toEqual(numbered(1, 50).filter((name) => Number(name) % 3 === 0));
    expect(target.namesOf(b)).toEqual(numbered(1, 50).filter((name) => Number(name) % 3 !== 0));
  });

  it("sends no batch larger than its size, whichever tenants it is for", async () => {
    await open({ batchSize: 4, workers: 1 });
    await accept(a, ...numbered(1, 10));
    await eventually(() => expect(target.namesOf(a)).toHaveLength(10));
    for (const { names } of target.taken) expect(names.length).toBeLessThanOrEqual(4);
  });

  it("does not let a record that comes alone wait for a batch", async () => {
    await open({ batchMaxWaitMs: 60_000, batchSize: 100 });
    await accept(a, "alone");
    await eventually(() => expect(target.namesOf(a)).toEqual(["alone"]));
  });

  it("gathers what follows until the batch is full", async () => {
    await open({ batchMaxWaitMs: 60_000, batchSize: 3, workers: 1 });
    await accept(a, "first");
    await eventually(() => expect(target.namesOf(a)).toEqual(["first"]));
    await accept(a, "second");
    await accept(a, "third");
    await accept(a, "fourth");
    await eventually(() =>
      expect(target.taken.map(({ names }) => names)).toEqual([["first"], ["second", "third", "fourth"]]),
    );
  });

  it("projects at the next start what was accepted and not projected, once", async () => {
    await open({ batchSize: 2, workers: 1 });
    await accept(a, "stored");
    await eventually(() => expect(target.namesOf(a)).toEqual(["stored"]));
    target.refuse = () => {
      throw outage();
    };
    await accept(a, "left");
    await eventually(() => expect(target.calls).toBeGreaterThan(1));
    await ingestion.stop();
    target.refuse = () => undefined;
    await open();
    await eventually(() => expect(target.namesOf(a)).toEqual(["stored", "left"]));
  });

  it("does not project again what the storage has, although the log was not trimmed", async () => {
    await open();
    target.alive = false;
    await accept(a, "stored");
    await eventually(() => expect(target.namesOf(a)).toEqual(["stored"]));
    await ingestion.stop();
    await open();
    await accept(a, "next");
    await eventually(() => expect(target.namesOf(a)).toEqual(["stored", "next"]));
  });

  it("waits when the queue is full, and takes everything in the end", async () => {
    await open({ queueCapacity: 3, batchSize: 1, workers: 1 });
    let release: () => void = () => undefined;
    target.hold = new Promise((resolve) => {
      release = resolve;
    });
    const settled: string[] = [];
    const all = numbered(1, 8).map((name) => accept(a, name).then(() => settled.push(name)));
    await eventually(() => expect(settled).toEqual(["1", "2", "3"]));
    target.hold = undefined;
    release();
    await Promise.all(all);
    await eventually(() => expect(target.namesOf(a)).toEqual(numbered(1, 8)));
  });

  it("keeps trying as long as the storage is away, and gives nothing up", async () => {
    await open({ retryMaxAttempts: 2 });
    target.alive = false;
    target.refuse = () => {
      throw outage();
    };
    await accept(a, ...numbered(1, 5));
    await eventually(() => expect(target.calls).toBeGreaterThan(20));
    expect((await ingestion.deadLetters.page(a, { limit: 10 })).items).toEqual([]);
    target.alive = true;
    target.refuse = () => undefined;
    await eventually(() => expect(target.namesOf(a)).toEqual(numbered(1, 5)));
  });

  it("gives up a record that fails while the storage takes others, with its reason, and goes on with the rest", async () => {
    await open({ retryMaxAttempts: 3, batchSize: 10 });
    target.refuse = (_, names) => {
      if (names.includes("4")) throw outage();
    };
    await accept(a, ...numbered(1, 9));
    await eventually(() => expect(target.namesOf(a)).toEqual(["1", "2", "3", "5", "6", "7", "8", "9"]));
    const { items } = await ingestion.deadLetters.page(a, { limit: 10 });
    expect(items).toMatchObject([{ reason: "the disk is full", attempts: 3, record: chat("4") }]);
  });

  it("gives up at once what the storage rejects for good", async () => {
    await open({ retryMaxAttempts: 1000, batchSize: 10 });
    target.refuse = (_, names) => {
      if (names.includes("2")) throw new RecordRejectedError({ cause: new TypeError("not a name") });
    };
    await accept(a, "1", "2", "3");
    await eventually(() => expect(target.namesOf(a)).toEqual(["1", "3"]));
    expect((await ingestion.deadLetters.page(a, { limit: 10 })).items).toMatchObject([{ reason: "not a name" }]);
  });

  it("lets no tenant wait for another one's failure", async () => {
    await open({ workers: 1, retryBaseMs: 60_000, retryMaxMs: 60_000 });
    target.refuse = (tenant) => {
      if (tenant === a) throw outage();
    };
    await accept(a, "stuck");
    await eventually(() => expect(target.calls).toBe(1));
    await accept(b, "free");
    await eventually(() => expect(target.namesOf(b)).toEqual(["free"]));
  });

  it("replays dead letters, those named or all", async () => {
    await open();
    target.refuse = () => {
      throw new RecordRejectedError({ cause: new TypeError("no") });
    };
    await accept(a, "1", "2", "3");
    const dead = () => ingestion.deadLetters.page(a, { limit: 10 });
    await eventually(async () => expect((await dead()).items).toHaveLength(3));
    target.refuse = () => undefined;
    const [latest] = (await dead()).items;
    expect(await ingestion.deadLetters.replay(a, [latest?.id ?? ""])).toBe(1);
    await eventually(() => expect(target.namesOf(a)).toEqual(["3"]));
    expect(await ingestion.deadLetters.replay(b)).toBe(0);
    expect(await ingestion.deadLetters.replay(a)).toBe(2);
    await eventually(() => expect(target.namesOf(a)).toEqual(["3", "1", "2"]));
    expect((await dead()).items).toEqual([]);
  });

  it("erases what it holds of one tenant, dead letters too, and nothing of another", async () => {
    await open({ retryBaseMs: 60_000, retryMaxMs: 60_000 });
    target.refuse = () => {
      throw outage();
    };
    await Promise.all([accept(a, "mine"), accept(b, "theirs")]);
    await eventually(() => expect(target.calls).toBe(2));
    await ingestion.erase(a);
    await ingestion.stop();
    target.refuse = () => undefined;
    await open();
    await eventually(() => expect(target.namesOf(b)).toEqual(["theirs"]));
    expect(target.namesOf(a)).toEqual([]);
  });

  it("refuses records when it is not running", async () => {
    await open();
    await ingestion.stop();
    await expect(accept(a, "late")).rejects.toMatchObject({ code: "INGESTION_STOPPED" });
  });

  it("names the option that is wrong, and its range", () => {
    const log = new SqliteInboxLog({ directory });
    expect(() => new InboxIngestion({ log, workers: 65 })).toThrow(/workers.*whole number from 1 to 64/);
    expect(() => new InboxIngestion({ log, batchSize: 10, queueCapacity: 5 })).toThrow(
      /batchSize.*at most queueCapacity/,
    );
    expect(() => new InboxIngestion({ log, retryBaseMs: 9000 })).toThrow(/retryBaseMs.*at most retryMaxMs/);
  });
});
