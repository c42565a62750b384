import Database from "better-sqlite3";
import { expect, it, onTestFinished } from "vitest";
import { openDatabase } from "../src/storage/sqlite/database.ts";
import { GroupCommit } from "../src/storage/sqlite/group-commit.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

const TABLE = `CREATE TABLE words (word TEXT NOT NULL CHECK (word <> 'never')) STRICT;
  CREATE TRIGGER full BEFORE INSERT ON words WHEN new.word = 'too much' BEGIN SELECT RAISE(ROLLBACK, 'disk is full'); END;`;

function openGroup() {
  const database = openDatabase(temporaryDirectory(), "words.db", [TABLE]);
  onTestFinished(() => void database.close());
  const commits = new GroupCommit(database);
  const insert = database.prepare<[string]>("INSERT INTO words (word) VALUES (?)");
  const write = (word: string, durable = true) =>
    commits.run(() => {
      insert.run("begun");
      insert.run(word);
    }, durable);
  const words = () => database.prepare<[], string>("SELECT word FROM words WHERE word <> 'begun'").pluck().all();
  const durability = () => database.pragma("synchronous", { simple: true });
  return { database, commits, write, words, durability };
}

/** As SQLite counts them. */
const SYNCHRONOUS = { normal: 1, full: 2 } as const;

it("is as durable as the one of a group who needs it most, and no more", async () => {
  const { write, durability } = openGroup();
  await write("out of a log", false);
  expect(durability()).toBe(SYNCHRONOUS.normal);
  await Promise.all([write("out of a log", false), write("from elsewhere", true), write("out of a log", false)]);
  expect(durability()).toBe(SYNCHRONOUS.full);
  await write("out of a log", false);
  expect(durability()).toBe(SYNCHRONOUS.normal);
});

it("takes back a record that can never be stored, says so, and commits the rest of its group", async () => {
  const { write, words } = openGroup();
  const outcomes = await Promise.allSettled([write("one"), write("never"), write("two")]);
  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(outcomes[1]).toMatchObject({
    reason: { code: "RECORD_REJECTED", cause: { code: "SQLITE_CONSTRAINT_CHECK" } },
  });
  expect(words()).toEqual(["one", "two"]);
});

it("says so of a record that comes alone, too", async () => {
  const { write, words } = openGroup();
  await expect(write("never")).rejects.toMatchObject({ code: "RECORD_REJECTED" });
  await write("one");
  expect(words()).toEqual(["one"]);
});

it("fails every caller of a group when SQLite ends the transaction by itself, and works again afterwards", async () => {
  const { write, words } = openGroup();
  await write("before");
  for (const outcome of await Promise.allSettled([write("one"), write("too much"), write("two")])) {
    expect(outcome).toMatchObject({ reason: { code: "STORAGE_FAILED", cause: { message: "disk is full" } } });
  }
  await write("after");
  expect(words()).toEqual(["before", "after"]);
});

it("calls a full disk no fault of the record's", async () => {
  const { database, write, words } = openGroup();
  database.pragma(`max_page_count = ${Number(database.pragma("page_count", { simple: true }))}`);
  const failed = await write("x".repeat(100_000)).catch((error: unknown) => error);
  expect(failed).toMatchObject({ code: "STORAGE_FAILED", cause: { code: "SQLITE_FULL" } });
  database.pragma("max_page_count = 1000000");
  await write("one");
  expect(words()).toEqual(["one"]);
});

it("waits no longer than SQLite for another writer, and calls it no fault of the record's", async () => {
  const { database, write } = openGroup();
  database.pragma("busy_timeout = 1");
  const other = new Database(database.name);
  other.exec("BEGIN IMMEDIATE");
  await expect(write("one")).rejects.toMatchObject({ code: "STORAGE_FAILED", cause: { code: "SQLITE_BUSY" } });
  other.close();
  await write("one");
});

it("calls a closed file no fault of the record's", async () => {
  const { database, write } = openGroup();
  database.close();
  await expect(write("one")).rejects.toMatchObject({ code: "STORAGE_FAILED" });
});
