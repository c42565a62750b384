import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it, onTestFinished } from "vitest";
import { backupDirectory } from "../src/storage/sqlite/backup/backup-directory.ts";
import { restoreBackup } from "../src/storage/sqlite/backup/restore-backup.ts";
import { checkIntegrity } from "../src/storage/sqlite/check-integrity.ts";
import { SqliteInboxLog } from "../src/storage/sqlite/inbox/sqlite-inbox-log.ts";
import { lockDirectory } from "../src/storage/sqlite/lock-directory.ts";
import { dataDirectory, flip, MESSAGES, OtherProcess, storedIds, TENANT, tamper } from "./data-directory.ts";
import { temporaryDirectory } from "./temporary-directory.ts";
import { CHAT, textRecord } from "./text-record.ts";

/** Many steps of a copy. */
const LARGE = Array.from({ length: 3000 }, (_, index) => textRecord(`old ${index}`, { raw: new Uint8Array(3000) }));

describe("a backup", () => {
  const emptyDirectory = () => join(temporaryDirectory(), "made", "here");

  async function backup(directory: string): Promise<string> {
    const to = emptyDirectory();
    await backupDirectory(directory, to);
    return to;
  }

  it("made while another process writes has every message that was acknowledged before it began", async () => {
    const directory = await dataDirectory(LARGE);
    const writer = new OtherProcess("write", directory);
    await writer.printed(100);
    const acknowledged = [...writer.lines];
    const copy = await backup(directory);
    expect(writer.lines.length, "nothing was written meanwhile").toBeGreaterThan(acknowledged.length);
    await writer.kill();

    const restored = emptyDirectory();
    await restoreBackup(copy, restored);
    expect(checkIntegrity(restored)).toEqual({ ok: true, problems: [] });
    const inbox = new SqliteInboxLog({ directory: restored });
    await inbox.open();
    const queued = (await inbox.read(0, 10_000)).map(({ bytes }) => Buffer.from(bytes).toString());
    await inbox.close();
    const present = new Set([...queued, ...(await storedIds(restored, CHAT))]);
    expect(present.size).toBeGreaterThanOrEqual(LARGE.length + acknowledged.length);
    expect(acknowledged.filter((id) => !present.has(id))).toEqual([]);
  });

  it("comes to an end although something is written between any two of its steps", async () => {
    const directory = await dataDirectory(LARGE);
    const writer = new Database(join(directory, "whatsapp.db"));
    let written = 0;
    const write = () => {
      writer.exec("UPDATE chats SET unread_count = unread_count + 1");
      written += 1;
      turn = setImmediate(write);
    };
    let turn = setImmediate(write);
    onTestFinished(() => {
      clearImmediate(turn);
      writer.close();
    });
    const copy = await backup(directory);
    expect(written).toBeGreaterThan(5);
    const restored = emptyDirectory();
    await restoreBackup(copy, restored);
    expect(checkIntegrity(restored)).toEqual({ ok: true, problems: [] });
  });

  it("says what it consists of, is readable by its owner alone, and holds no credentials", async () => {
    const directory = await dataDirectory(MESSAGES);
    const to = emptyDirectory();
    const before = Date.now();
    const manifest = await backupDirectory(directory, to);
    expect(readdirSync(to).sort()).toEqual(["backup.json", "config.db", "whatsapp.db"]);
    expect(JSON.parse(readFileSync(join(to, "backup.json"), "utf8"))).toEqual(manifest);
    expect(Date.parse(manifest.createdAt)).toBeGreaterThanOrEqual(before);
    expect(manifest.files).toEqual(
      ["whatsapp.db", "config.db"].map((name) => ({
        name,
        schemaVersion: tamper(directory, name, (database) => database.pragma("user_version", { simple: true })),
        bytes: statSync(join(to, name)).size,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      })),
    );
    for (const file of [".", ...readdirSync(to)]) expect(statSync(join(to, file)).mode & 0o077).toBe(0);
  });

  it("is restored beside the credentials that are there", async () => {
    const directory = await dataDirectory(MESSAGES);
    const copy = await backup(directory);
    for (const file of readdirSync(directory)) if (!file.startsWith("auth.db")) rmSync(join(directory, file));
    await restoreBackup(copy, directory);
    expect(await storedIds(directory, CHAT)).toHaveLength(MESSAGES.length);
    expect(
      tamper(directory, "auth.db", (database) => database.prepare("SELECT tenant FROM entries").pluck().all()),
    ).toEqual([TENANT]);
    expect(statSync(join(directory, "whatsapp.db")).mode & 0o077).toBe(0);
  });

  it.each([
    [
      "was cut short",
      (copy: string) => truncateSync(join(copy, "whatsapp.db"), 4096),
      "whatsapp.db has 4096 bytes instead of",
    ],
    [
      "has another byte",
      (copy: string) => flip(join(copy, "whatsapp.db"), 5000, 1),
      "whatsapp.db has changed since it was written",
    ],
    ["lacks a file", (copy: string) => rmSync(join(copy, "config.db")), "config.db is missing"],
    [
      "was never finished",
      (copy: string) => rmSync(join(copy, "backup.json")),
      "it has no backup.json, so it was never finished",
    ],
    [
      "has half a manifest",
      (copy: string) => truncateSync(join(copy, "backup.json"), 60),
      "its backup.json is not what a backup writes",
    ],
    [
      "names a path out of its directory",
      (copy: string) => {
        const manifest = readFileSync(join(copy, "backup.json"), "utf8");
        writeFileSync(join(copy, "backup.json"), manifest.replace("config.db", "../config.db"));
      },
      "its backup.json is not what a backup writes",
    ],
  ])("that %s is refused, and the target stays empty", async (_, damage, reason) => {
    const copy = await backup(await dataDirectory(MESSAGES));
    damage(copy);
    const to = emptyDirectory();
    await expect(restoreBackup(copy, to)).rejects.toMatchObject({
      code: "BACKUP_DAMAGED",
      directory: copy,
      message: expect.stringContaining(reason),
    });
    const left = existsSync(to) ? readdirSync(to) : [];
    expect(left.filter((file) => !file.endsWith(".lock"))).toEqual([]);
    lockDirectory(to, "whatsapp.db").release();
  });

  it("never takes the place of data", async () => {
    const directory = await dataDirectory(MESSAGES);
    const copy = await backup(directory);
    await expect(restoreBackup(copy, directory)).rejects.toMatchObject({ code: "DIRECTORY_NOT_EMPTY", directory });
    expect(await storedIds(directory, CHAT)).toHaveLength(MESSAGES.length);
    await expect(backupDirectory(directory, copy)).rejects.toMatchObject({
      code: "DIRECTORY_NOT_EMPTY",
      directory: copy,
    });
    await restoreBackup(copy, emptyDirectory());
  });

  it.each(["inbox.db", "whatsapp.db"])("is not restored while somebody has %s open", async (file) => {
    const copy = await backup(await dataDirectory(MESSAGES));
    const to = emptyDirectory();
    const lock = lockDirectory(to, file);
    await expect(restoreBackup(copy, to)).rejects.toMatchObject({ code: "DIRECTORY_IN_USE", directory: to });
    lock.release();
    await restoreBackup(copy, to);
  });

  it("that was restored by half keeps everybody out until it is restored again", async () => {
    const copy = await backup(await dataDirectory(MESSAGES));
    const to = emptyDirectory();
    await restoreBackup(copy, to);
    // As a crash leaves it: the mark, one file, and a part of another.
    appendFileSync(join(to, "restore.unfinished"), "");
    rmSync(join(to, "config.db"));
    truncateSync(join(to, "whatsapp.db"), 5000);
    expect(() => lockDirectory(to, "whatsapp.db")).toThrow(
      expect.objectContaining({
        code: "RESTORE_UNFINISHED",
        directory: to,
        message: expect.stringContaining("run it again"),
      }),
    );
    await restoreBackup(copy, to);
    lockDirectory(to, "whatsapp.db").release();
    expect(await storedIds(to, CHAT)).toHaveLength(MESSAGES.length);
    expect(readdirSync(to)).toContain("config.db");
  });

  it("of a damaged directory fails, and leaves nothing that looks like one", async () => {
    const directory = await dataDirectory(MESSAGES);
    const root = tamper(directory, "whatsapp.db", (database) =>
      database.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'messages'").pluck().get(),
    );
    flip(join(directory, "whatsapp.db"), (Number(root) - 1) * 4096, 8);
    const to = emptyDirectory();
    await expect(backupDirectory(directory, to)).rejects.toMatchObject({
      code: "BACKUP_DAMAGED",
      message: expect.stringContaining("whatsapp.db is damaged"),
    });
    expect(readdirSync(to)).toEqual([]);
  });

  it("of a directory without data is refused", async () => {
    await expect(backupDirectory(temporaryDirectory(), emptyDirectory())).rejects.toMatchObject({
      code: "INVALID_OPTION",
      message: "The option from must be a directory with a whatsapp.db.",
    });
  });

  it("can be copied to another machine first, which keeps no modes", async () => {
    const copy = await backup(await dataDirectory(MESSAGES));
    const [moved, to] = [emptyDirectory(), emptyDirectory()];
    cpSync(copy, moved, { recursive: true });
    rmSync(copy, { recursive: true });
    for (const file of readdirSync(moved)) chmodSync(join(moved, file), 0o444);
    await restoreBackup(moved, to);
    for (const file of readdirSync(to)) expect(statSync(join(to, file)).mode & 0o777).toBe(0o600);
    expect(await storedIds(to, CHAT)).toHaveLength(MESSAGES.length);
  });
});
