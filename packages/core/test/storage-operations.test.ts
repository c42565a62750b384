import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkIntegrity } from "../src/storage/sqlite/check-integrity.ts";
import { lockDirectory } from "../src/storage/sqlite/lock-directory.ts";
import { SqliteStorage } from "../src/storage/sqlite/sqlite-storage.ts";
import { dataDirectory, flip, MESSAGES, OtherProcess, TENANT, tamper } from "./data-directory.ts";
import { temporaryDirectory } from "./temporary-directory.ts";
import { textRecord } from "./text-record.ts";

describe("lockDirectory", () => {
  const holder = async (directory: string) => {
    const other = new OtherProcess("lock", directory);
    await other.printed(1);
    return other;
  };

  it("refuses a second owner in this process until the first one is gone", () => {
    const directory = temporaryDirectory();
    const first = lockDirectory(directory, "whatsapp.db");
    const second = () => lockDirectory(directory, "whatsapp.db");
    expect(second).toThrow(expect.objectContaining({ code: "DIRECTORY_IN_USE", directory }));
    expect(second).toThrow("stop it, or choose another directory");
    first.release();
    first.release();
    second().release();
  });

  it("refuses a second process, also after another attempt in the owner's own", async () => {
    const directory = temporaryDirectory();
    const lock = lockDirectory(directory, "whatsapp.db");
    expect(() => lockDirectory(directory, "whatsapp.db")).toThrow();
    const other = new OtherProcess("lock", directory);
    await expect(other.ended()).resolves.toContain("DirectoryInUseError");
    lock.release();
  });

  it("is refused to us by another process, and is ours once that one was killed", async () => {
    const directory = join(temporaryDirectory(), "made", "here");
    const other = await holder(directory);
    expect(() => lockDirectory(directory, "whatsapp.db")).toThrow(
      expect.objectContaining({ code: "DIRECTORY_IN_USE" }),
    );
    await other.kill();
    lockDirectory(directory, "whatsapp.db").release();
  });

  it("lets each file have an owner of its own", () => {
    const directory = temporaryDirectory();
    const [inbox, whatsapp] = [lockDirectory(directory, "inbox.db"), lockDirectory(directory, "whatsapp.db")];
    inbox.release();
    whatsapp.release();
    for (const file of readdirSync(directory)) expect(statSync(join(directory, file)).mode & 0o077).toBe(0);
  });
});

describe("checkIntegrity", () => {
  it("finds nothing wrong in files that are in use", async () => {
    const directory = await dataDirectory(MESSAGES);
    const storage = new SqliteStorage({ directory });
    await storage.open();
    await storage.apply(TENANT, [textRecord("another")]);
    expect(checkIntegrity(directory)).toEqual({ ok: true, problems: [] });
    await storage.close();
  });

  it("finds damage in every table and every index", async () => {
    const directory = await dataDirectory(MESSAGES);
    const sound = readFileSync(join(directory, "whatsapp.db"));
    const { pageBytes, roots } = tamper(directory, "whatsapp.db", (database) => ({
      pageBytes: Number(database.pragma("page_size", { simple: true })),
      roots: database
        .prepare<[], { name: string; page: number }>(
          "SELECT name, rootpage AS page FROM sqlite_schema WHERE rootpage > 0",
        )
        .all(),
    }));
    expect(roots.length).toBeGreaterThan(5);
    for (const { name, page } of roots) {
      writeFileSync(join(directory, "whatsapp.db"), sound);
      flip(join(directory, "whatsapp.db"), (page - 1) * pageBytes, 8);
      expect(checkIntegrity(directory), name).toMatchObject({
        ok: false,
        problems: expect.arrayContaining([expect.stringMatching(/^whatsapp\.db: /)]),
      });
    }
  });

  it.each([
    ["is no database", (path: string) => flip(path, 0, 16)],
    ["was cut short", (path: string) => truncateSync(path, statSync(path).size / 2)],
  ])("names a file that %s", async (_, damage) => {
    const directory = await dataDirectory(MESSAGES);
    damage(join(directory, "auth.db"));
    damage(join(directory, "whatsapp.db"));
    const { ok, problems } = checkIntegrity(directory);
    expect(ok).toBe(false);
    expect(new Set(problems.map((problem) => problem.split(":")[0]))).toEqual(new Set(["whatsapp.db", "auth.db"]));
  });

  it.each([
    ["DELETE FROM chats", "whatsapp.db: 200 rows of messages belong to no chat"],
    ["DELETE FROM tenants; DELETE FROM events", "whatsapp.db: 1 rows of chats belong to no tenant"],
    [
      "DELETE FROM tenants; DELETE FROM chats; DELETE FROM messages",
      "whatsapp.db: 200 rows of events belong to no tenant",
    ],
    [
      "UPDATE chats SET unread_count = -1",
      "whatsapp.db: tenant tenant-a: 1 chats have a negative number of unread messages",
    ],
    [
      "UPDATE chats SET last_message_key = 0",
      "whatsapp.db: tenant tenant-a: 1 chats have a last message that is not among their messages",
    ],
    [
      "UPDATE chats SET last_message_at = 5000",
      "whatsapp.db: tenant tenant-a: 1 chats have another time than their last message",
    ],
    [
      "UPDATE messages SET timestamp = 2000 WHERE id = 'M1'",
      "whatsapp.db: tenant tenant-a: 1 chats have a message after their last one",
    ],
    [
      "UPDATE tenants SET arrivals = 100",
      "whatsapp.db: tenant tenant-a: 1 chats have messages that take the places of those to come",
    ],
  ])("tells of rows that cannot be true together, without what they say: %s", async (change, problem) => {
    const directory = await dataDirectory(MESSAGES);
    tamper(directory, "whatsapp.db", (database) => database.exec(change));
    expect(checkIntegrity(directory)).toEqual({ ok: false, problems: [problem] });
  });

  it("takes no reaction for a chat's last message", async () => {
    const directory = await dataDirectory([...MESSAGES, textRecord("R", { type: "reaction", timestamp: 2000 })]);
    expect(checkIntegrity(directory)).toEqual({ ok: true, problems: [] });
  });

  it("is not content with a directory that holds nothing", () => {
    const directory = temporaryDirectory();
    expect(checkIntegrity(directory)).toEqual({ ok: false, problems: [`${directory} holds no database of Polyphone`] });
  });

  it("refuses files that a newer version has written", async () => {
    const directory = await dataDirectory([]);
    tamper(directory, "whatsapp.db", (database) => database.pragma("user_version = 99"));
    expect(() => checkIntegrity(directory)).toThrow(expect.objectContaining({ code: "STORAGE_TOO_NEW", found: 99 }));
  });
});
