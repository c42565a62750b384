import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import {
  InboxIngestion,
  type InboxIngestionOptions,
  MemoryStorage,
  SqliteInboxLog,
  StorageFailedError,
  type Tenant,
} from "../src/index.ts";
import { eventually, Simulated } from "./simulated.ts";

let simulated: Simulated;
let lastPhone = 15_550_008_000;
beforeAll(async () => {
  simulated = await Simulated.start();
});
afterAll(() => simulated.stop());

function freshPhone(): string {
  lastPhone += 1;
  return String(lastPhone);
}

/** A storage that can be away: it takes nothing then, not even a sync. */
class AbsentStorage extends MemoryStorage {
  away = false;

  override async apply(...batch: Parameters<MemoryStorage["apply"]>): ReturnType<MemoryStorage["apply"]> {
    this.#assertThere();
    return super.apply(...batch);
  }

  override async sync(): Promise<void> {
    this.#assertThere();
    return super.sync();
  }

  #assertThere(): void {
    if (this.away) throw new StorageFailedError("A batch", { cause: new Error("the disk is full") });
  }
}

async function pairedTenant(options: Partial<InboxIngestionOptions> = {}) {
  const directory = mkdtempSync(join(tmpdir(), "polyphone-outage-"));
  const log = new SqliteInboxLog({ directory });
  const storage = new AbsentStorage();
  const ingestion = new InboxIngestion({ log, batchMaxWaitMs: 5, retryBaseMs: 5, retryMaxMs: 20, ...options });
  const manager = await simulated.manager({ storage, ingestion });
  onTestFinished(async () => {
    storage.away = false;
    await manager.stop();
    rmSync(directory, { recursive: true });
  });
  const number = freshPhone();
  const tenant = await simulated.pair(manager, `tenant-${number}`, number);
  const contact = simulated.simulator.contact(freshPhone(), { name: "Ada" });
  const errors: string[] = [];
  manager.on("error", ({ code }) => errors.push(code));
  /** Resolves when the storage has refused something. */
  const noticed = () => eventually(() => expect(errors).toContain("STORAGE_FAILED"));
  return { manager, storage, tenant, number, contact, noticed };
}

const texts = async (tenant: Tenant, chat: string) =>
  (await tenant.messages(chat)).items.map(({ text }) => text).toReversed();

it("goes on receiving while the storage is away, says so, and stores everything when it is back", async () => {
  const { storage, tenant, number, contact, noticed } = await pairedTenant();
  storage.away = true;
  const sent = Array.from({ length: 20 }, (_, index) => `message ${index}`);
  for (const text of sent) await contact.delivered((await contact.sendText(number, text)).id);
  await noticed();
  expect(await texts(tenant, contact.number)).toEqual([]);
  storage.away = false;
  await eventually(async () => expect(await texts(tenant, contact.number)).toEqual(sent));
  expect(tenant.status.state).toBe("connected");
});

it("lets messages wait at WhatsApp when the queue is full, and confirms none that it does not hold", async () => {
  const { storage, tenant, number, contact, noticed } = await pairedTenant({ queueCapacity: 5, batchSize: 5 });
  storage.away = true;
  const ids: string[] = [];
  for (let index = 0; index < 20; index += 1) ids.push((await contact.sendText(number, `message ${index}`)).id);
  await noticed();
  // The queue holds five records, of which some are no messages; all behind them wait.
  const unconfirmed = () => contact.messages().filter(({ id, status }) => ids.includes(id) && status === "sent").length;
  expect(unconfirmed()).toBeGreaterThanOrEqual(15);
  storage.away = false;
  for (const id of ids) await contact.delivered(id);
  await eventually(async () => expect(await texts(tenant, contact.number)).toHaveLength(20));
});

it("stops while the storage is away and the queue is full, and has everything at the next start", async () => {
  const { manager, storage, tenant, number, contact, noticed } = await pairedTenant({ queueCapacity: 5, batchSize: 5 });
  storage.away = true;
  const sent = Array.from({ length: 20 }, (_, index) => `message ${index}`);
  for (const text of sent) await contact.sendText(number, text);
  await noticed();
  await manager.stop();
  storage.away = false;
  await manager.start();
  await tenant.connect();
  await eventually(async () => expect(await texts(tenant, contact.number)).toEqual(sent));
});
