import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseTenantId } from "../../../types/parse-tenant-id.ts";
import { SqliteInboxLog } from "./sqlite-inbox-log.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (entry: { readonly bytes: Uint8Array }) => new TextDecoder().decode(entry.bytes);
const tenant = parseTenantId("tenant-a");
const other = parseTenantId("tenant-b");

describe("SqliteInboxLog", () => {
  let directory: string;
  let log: SqliteInboxLog;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "polyphone-inbox-"));
    log = new SqliteInboxLog({ directory });
    await log.open();
  });
  afterEach(async () => {
    await log.close();
    await rm(directory, { recursive: true });
  });

  const reopen = async () => {
    await log.close();
    await log.open();
  };

  it("keeps what was appended, in the order of the calls, across a reopening", async () => {
    await Promise.all([log.append([bytes("one"), bytes("two")]), log.append([bytes("three")])]);
    await reopen();
    expect((await log.read(0, 10)).map(text)).toEqual(["one", "two", "three"]);
  });

  it("answers each caller with the positions of its own entries", async () => {
    const [first, second] = await Promise.all([log.append([bytes("one"), bytes("two")]), log.append([bytes("three")])]);
    const entries = await log.read(0, 10);
    expect(entries.map(({ position }) => position)).toEqual([first, first + 1, second]);
  });

  it("gives out growing positions, also after everything was trimmed and the file opened again", async () => {
    const first = await log.append([bytes("one")]);
    await log.trim(first);
    await reopen();
    const second = await log.append([bytes("two")]);
    expect(second).toBeGreaterThan(first);
    expect((await log.read(0, 10)).map(text)).toEqual(["two"]);
  });

  it("trims thousands of entries and nothing beyond", async () => {
    const first = await log.append(Array.from({ length: 7000 }, (_, index) => bytes(`entry ${index}`)));
    await log.trim(first + 6998);
    expect((await log.read(0, 10)).map(text)).toEqual(["entry 6999"]);
  });

  it("reads on after a position", async () => {
    const first = await log.append([bytes("one"), bytes("two"), bytes("three")]);
    expect((await log.read(first, 1)).map(text)).toEqual(["two"]);
  });

  describe("with a dead entry of each of two tenants", () => {
    beforeEach(async () => {
      const first = await log.append([bytes("mine"), bytes("theirs")]);
      for (const [index, owner] of [tenant, other].entries()) {
        const entry = { position: first + index, bytes: bytes(index === 0 ? "mine" : "theirs") };
        await log.bury({ ...entry, tenant: owner, reason: "broken", attempts: 3, diedAt: 1 });
      }
    });

    it("lists a tenant's own, out of the queue", async () => {
      const { items } = await log.buried(tenant, { limit: 10 });
      expect(items).toMatchObject([{ tenant, reason: "broken", attempts: 3, diedAt: 1 }]);
      expect(items.map(text)).toEqual(["mine"]);
      expect(await log.read(0, 10)).toEqual([]);
    });

    it("puts a tenant's own back at the end", async () => {
      await log.append([bytes("later")]);
      const revived = await log.revive(tenant);
      expect(revived.map(text)).toEqual(["mine"]);
      expect((await log.read(0, 10)).map(text)).toEqual(["later", "mine"]);
      expect((await log.buried(tenant, { limit: 10 })).items).toEqual([]);
      expect((await log.buried(other, { limit: 10 })).items).toHaveLength(1);
    });

    it("erases a tenant's own so that its bytes are gone", async () => {
      await log.eraseBuried(tenant);
      const files = ["inbox.db", "inbox.db-wal"].map((name) => readFileSync(join(directory, name)).toString("latin1"));
      expect(files.join().includes("mine")).toBe(false);
      expect(files.join().includes("theirs")).toBe(true);
    });
  });

  it("removes entries from the middle so that their bytes are gone", async () => {
    const first = await log.append([bytes("stays"), bytes("secret"), bytes("stays too")]);
    await log.remove([first + 1]);
    expect((await log.read(0, 10)).map(text)).toEqual(["stays", "stays too"]);
    const files = ["inbox.db", "inbox.db-wal"].map((name) => readFileSync(join(directory, name)).toString("latin1"));
    expect(files.join().includes("secret")).toBe(false);
  });

  it("rejects an append that the disk refuses, stays usable and loses nothing that it accepted", async () => {
    await log.append([bytes("before")]);
    const blocker = new Database(join(directory, "inbox.db"));
    blocker.exec("BEGIN IMMEDIATE; CREATE TABLE in_the_way (x); COMMIT; DROP TABLE entries");
    await expect(log.append([bytes("lost")])).rejects.toMatchObject({ code: "STORAGE_FAILED" });
    blocker.exec("CREATE TABLE entries (position INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT");
    blocker.close();
    await log.append([bytes("after")]);
    expect((await log.read(0, 10)).map(text)).toEqual(["after"]);
  });

  it("says so when it is closed", async () => {
    await log.close();
    await expect(log.append([bytes("late")])).rejects.toMatchObject({ code: "STORAGE_CLOSED" });
  });
});
