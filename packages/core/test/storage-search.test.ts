import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it, onTestFinished } from "vitest";
import { TenantManager } from "../src/manager/tenant-manager.ts";
import { MemoryStorage } from "../src/storage/memory/memory-storage.ts";
import { checkIntegrity } from "../src/storage/sqlite/check-integrity.ts";
import { SqliteStorage } from "../src/storage/sqlite/sqlite-storage.ts";
import { runStorageCheck } from "../src/testing/index.ts";
import { searchChecks } from "../src/testing/storage/search-checks.ts";
import type { IngestRecord } from "../src/types/ingest-record.ts";
import { parseTenantId } from "../src/types/parse-tenant-id.ts";
import type { TenantId } from "../src/types/tenant.ts";
import { temporaryDirectory } from "./temporary-directory.ts";
import { CHAT, textRecord } from "./text-record.ts";

const ANNA = parseTenantId("tenant-anna");
const BERT = parseTenantId("tenant-bert");
const CARL = parseTenantId("tenant-carl");

const said = (id: string, text: string): IngestRecord => {
  const record = textRecord(id);
  return record.kind === "message" ? { ...record, message: { ...record.message, text } } : record;
};

const NAMES = [
  [ANNA, "aardvark"],
  [BERT, "bandicoot"],
  [CARL, "capybara"],
] as const;

const revoke = (id: string): IngestRecord => ({
  kind: "revoke",
  key: { chat: CHAT, id },
  by: { fromMe: false, sender: CHAT },
  asAdmin: false,
  revokedAt: 2000,
});

async function openStorage(directory: string, search = true) {
  const storage = new SqliteStorage({ directory, search });
  await storage.open();
  onTestFinished(() => storage.close());
  return storage;
}

async function found(storage: SqliteStorage, query: string, tenant: TenantId = ANNA): Promise<readonly string[]> {
  const page = await storage.messages.search?.(tenant, query, { limit: 500 });
  return page?.items.map(({ id }) => id) ?? ["no search"];
}

/** True when some file of the directory holds the characters anywhere, whatever their case. */
function bytesHold(directory: string, characters: string): boolean {
  return readdirSync(directory).some((name) =>
    readFileSync(join(directory, name)).toString("latin1").toLowerCase().includes(characters),
  );
}

/** A second connection, to look at or break what is in the file. */
function inspect(directory: string): Database.Database {
  const database = new Database(join(directory, "whatsapp.db"));
  onTestFinished(() => {
    database.close();
  });
  return database;
}

const many = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => said(`M${index}`, text(index)));

describe("SqliteStorage with a search index", () => {
  for (const check of searchChecks) {
    it(check.name, () =>
      runStorageCheck(check, () => ({ storage: new SqliteStorage({ directory: temporaryDirectory(), search: true }) })),
    );
  }
});

describe("the search index of SqliteStorage", () => {
  it("is kept only where it is wanted", async () => {
    const directory = temporaryDirectory();
    const storage = await openStorage(directory, false);
    expect(storage.messages.search).toBeUndefined();
    await storage.apply(ANNA, [said("A", "hello")]);
    expect(
      inspect(directory).prepare("SELECT count(*) FROM sqlite_schema WHERE name LIKE '%search%'").pluck().get(),
    ).toBe(0);
  });

  it("takes in what was there before, and drops everything when it is turned off", async () => {
    const directory = temporaryDirectory();
    const before = await openStorage(directory, false);
    await before.apply(
      ANNA,
      many(2500, (index) => `number ${index}`),
    );
    await before.close();
    const storage = await openStorage(directory);
    for (const index of [0, 1000, 2499]) expect(await found(storage, `${index} number`)).toEqual([`M${index}`]);
    await storage.apply(ANNA, [said("NEW", "number 2499")]);
    await storage.close();
    const again = await openStorage(directory);
    expect(await found(again, "2499")).toEqual(["NEW", "M2499"]);
    await again.apply(ANNA, [revoke("NEW")]);
    expect(await found(again, "2499")).toEqual(["M2499"]);
    await again.close();
    const off = await openStorage(directory, false);
    await off.apply(ANNA, [said("LATER", "number 2499")]);
    await off.close();
    expect(
      inspect(directory).prepare("SELECT count(*) FROM sqlite_schema WHERE name LIKE '%search%'").pluck().get(),
    ).toBe(0);
    expect(await found(await openStorage(directory), "2499")).toEqual(["LATER", "M2499"]);
  });

  it("goes on where it was when building it was cut short", async () => {
    const directory = temporaryDirectory();
    const before = await openStorage(directory);
    await before.apply(
      ANNA,
      many(2500, (index) => `number ${index}`),
    );
    await before.close();
    const file = inspect(directory);
    file.exec("INSERT INTO message_search (message_search) VALUES ('delete-all')");
    file.exec("INSERT INTO search_progress (reached) VALUES (0)");
    file.exec(`CREATE TRIGGER cut BEFORE UPDATE ON search_progress WHEN new.reached > 1500
      BEGIN SELECT RAISE(ABORT, 'cut short'); END`);
    await expect(new SqliteStorage({ directory, search: true }).open()).rejects.toMatchObject({
      code: "STORAGE_FAILED",
    });
    expect(file.prepare("SELECT reached FROM search_progress").pluck().get()).toBe(1000);
    file.exec("DROP TRIGGER cut");
    file.close();
    const storage = await openStorage(directory);
    for (const index of [0, 999, 1000, 1001, 2499]) {
      expect(await found(storage, `${index} number`)).toEqual([`M${index}`]);
    }
    expect(checkIntegrity(directory)).toEqual({ ok: true, problems: [] });
  });

  it("takes back with a batch that SQLite refuses what the batch had put into it", async () => {
    const directory = temporaryDirectory();
    const storage = await openStorage(directory);
    inspect(directory).exec(
      "CREATE TRIGGER refuse BEFORE INSERT ON messages WHEN new.id = 'BAD' BEGIN SELECT RAISE(ABORT, 'no'); END",
    );
    await Promise.allSettled([
      storage.apply(ANNA, [said("A", "hello"), said("BAD", "hello")]),
      storage.apply(ANNA, [said("B", "hello")]),
    ]);
    expect(await found(storage, "hello")).toEqual(["B"]);
    expect(checkIntegrity(directory)).toEqual({ ok: true, problems: [] });
  });

  it("finds each tenant's own, however keys and words run together", async () => {
    const storage = await openStorage(temporaryDirectory());
    const tenants = Array.from({ length: 12 }, (_, index) => parseTenantId(`tenant-${index}`));
    for (const tenant of tenants) await storage.apply(tenant, [said(tenant, "1 2x 1x1 x 12")]);
    for (const tenant of tenants) {
      for (const query of ["1", "2x", "x", "1x1", "12"]) expect(await found(storage, query, tenant)).toEqual([tenant]);
    }
  });

  it("keeps a word that all tenants use apart for each, so that none pays for another's", async () => {
    const directory = temporaryDirectory();
    const storage = await openStorage(directory);
    for (const [tenant] of NAMES)
      await storage.apply(
        tenant,
        many(7, () => "common"),
      );
    const file = inspect(directory);
    file.exec("CREATE VIRTUAL TABLE temp.terms USING fts5vocab('main', 'message_search', 'row')");
    expect(file.prepare("SELECT term, doc FROM terms").raw().all()).toEqual([
      ["1xcommon", 7],
      ["2xcommon", 7],
      ["3xcommon", 7],
    ]);
  });

  it("leaves no byte of a text that was taken back", async () => {
    const directory = temporaryDirectory();
    const storage = await openStorage(directory);
    await storage.apply(ANNA, [said("A", "Zyzzyva"), said("B", "hello")]);
    await storage.apply(ANNA, [revoke("A")]);
    await storage.close();
    expect(bytesHold(directory, "hello")).toBe(true);
    expect(bytesHold(directory, "zyzzyva")).toBe(false);
  });

  it("leaves no byte of an erased tenant's words, between others whose words stay", async () => {
    const directory = temporaryDirectory();
    const storage = await openStorage(directory);
    const words = (name: string) => (index: number) => `${name}${(index * 7919) % 100_003} common ${name}`;
    // Many small batches, so that FTS5 merges the terms of all three into the same pages.
    for (let from = 0; from < 4500; from += 60) {
      for (const [tenant, name] of NAMES) {
        const batch = Array.from({ length: 60 }, (_, index) => said(`M${from + index}`, words(name)(from + index)));
        await storage.apply(tenant, batch);
      }
    }
    await storage.erase(BERT);
    expect(bytesHold(directory, "bandicoot")).toBe(false);
    expect(bytesHold(directory, "aardvark")).toBe(true);
    expect(checkIntegrity(directory)).toEqual({ ok: true, problems: [] });
    for (const [tenant, name] of NAMES.filter(([tenant]) => tenant !== BERT)) {
      for (const index of [0, 1, 4499]) {
        const [word] = words(name)(index).split(" ");
        expect(await found(storage, `${word} common`, tenant)).toHaveLength(1);
      }
      expect(await found(storage, "comm", tenant)).toHaveLength(500);
    }
    expect(await found(storage, "common", BERT)).toEqual([]);
  });
});

describe("Tenant.search", () => {
  it("finds messages, and says what to do where there is no index", async () => {
    const sound = new MemoryStorage();
    const manager = new TenantManager({ storage: sound });
    await manager.start();
    onTestFinished(() => manager.stop());
    const tenant = manager.tenant(ANNA);
    await tenant.configure({});
    await sound.apply(ANNA, [said("A", "hello")]);
    expect((await tenant.search("hel")).items.map(({ id }) => id)).toEqual(["A"]);
    const { page, find } = sound.messages;
    Object.assign(sound, { messages: { page: page.bind(sound.messages), find: find.bind(sound.messages) } });
    await expect(tenant.search("hel")).rejects.toMatchObject({
      code: "SEARCH_UNAVAILABLE",
      message: expect.stringContaining("the option search"),
    });
  });
});
