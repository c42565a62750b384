import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, it, onTestFinished } from "vitest";
import { openDatabase } from "../src/storage/sqlite/database.ts";
import { CONFIG_MIGRATIONS } from "../src/storage/sqlite/schema.ts";
import { SqliteStorage } from "../src/storage/sqlite/sqlite-storage.ts";
import { NO_BUSINESS } from "../src/types/business.ts";
import { parseTenantId } from "../src/types/parse-tenant-id.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

const ANNA = parseTenantId("tenant-anna");
const TOLD = { info: { ...NO_BUSINESS, name: "Anna's" }, fetched: [] };

async function openStorage(directory: string): Promise<SqliteStorage> {
  const storage = new SqliteStorage({ directory });
  await storage.open();
  onTestFinished(() => storage.close());
  return storage;
}

it("still knows a tenant whose business could not be erased, so that the erasure can be repeated", async () => {
  const directory = temporaryDirectory();
  const storage = await openStorage(directory);
  await storage.tenants.save(ANNA, {});
  await storage.business.put(ANNA, TOLD);
  const disk = new Database(join(directory, "config.db"));
  onTestFinished(() => void disk.close());
  disk.exec("CREATE TRIGGER refuse BEFORE DELETE ON business_info BEGIN SELECT RAISE(ABORT, 'refused'); END");
  await expect(storage.erase(ANNA)).rejects.toMatchObject({ code: "STORAGE_FAILED" });
  expect(await storage.tenants.get(ANNA)).toMatchObject({ tenantId: ANNA });
  disk.exec("DROP TRIGGER refuse");
  await storage.erase(ANNA);
  expect([await storage.tenants.get(ANNA), await storage.business.get(ANNA)]).toEqual([undefined, undefined]);
});

it("opens a config.db from before there were businesses, with its tenants", async () => {
  const directory = temporaryDirectory();
  const old = openDatabase(directory, "config.db", CONFIG_MIGRATIONS.slice(0, 1));
  old.prepare("INSERT INTO users VALUES (?, ?, 1, 2)").run(ANNA, "https://anna.example/");
  old.close();
  const storage = await openStorage(directory);
  expect(await storage.tenants.get(ANNA)).toMatchObject({ webhookUrl: "https://anna.example/", createdAt: 1 });
  expect(await storage.business.get(ANNA)).toBeUndefined();
  await storage.business.put(ANNA, TOLD);
  expect(await storage.business.get(ANNA)).toEqual(TOLD);
});
