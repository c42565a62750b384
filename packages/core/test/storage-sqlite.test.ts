import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it, onTestFinished } from "vitest";
import { openDatabase } from "../src/storage/sqlite/database.ts";
import { WHATSAPP_MIGRATIONS } from "../src/storage/sqlite/schema.ts";
import { SqliteStorage } from "../src/storage/sqlite/sqlite-storage.ts";
import type { IngestRecord } from "../src/types/ingest-record.ts";
import { type Message, plainMessage } from "../src/types/message.ts";
import { parseTenantId } from "../src/types/parse-tenant-id.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

const TENANT = parseTenantId("tenant-a");
const CHAT = "4915112345678@s.whatsapp.net";

const messageOf = (id: string, raw: Uint8Array = new Uint8Array([1])): Message => ({
  chat: CHAT,
  id,
  fromMe: false,
  sender: CHAT,
  senderName: null,
  timestamp: 1000,
  type: "text",
  text: id,
  quotedId: null,
  details: null,
  editedAt: null,
  revokedAt: null,
  status: "delivered",
  raw,
});

const message = (id: string, raw?: Uint8Array): IngestRecord => ({
  kind: "message",
  live: true,
  message: messageOf(id, raw),
});

async function openStorage(directory = temporaryDirectory()) {
  const storage = new SqliteStorage({ directory });
  await storage.open();
  onTestFinished(() => storage.close());
  return { storage, directory };
}

/** A second connection, to look at what is really in the file. */
function inspect(directory: string, file = "whatsapp.db"): Database.Database {
  const database = new Database(join(directory, file));
  onTestFinished(() => {
    database.close();
  });
  return database;
}

describe("SqliteStorage", () => {
  it("keeps users in config.db and chats and messages in whatsapp.db, readable by their owner alone", async () => {
    const { storage, directory } = await openStorage(join(temporaryDirectory(), "made", "here"));
    await storage.apply(TENANT, [message("A")]);
    await storage.tenants.save(TENANT, {});
    expect(inspect(directory).prepare("SELECT count(*) FROM messages JOIN chats").pluck().get()).toBe(1);
    expect(inspect(directory, "config.db").prepare("SELECT tenant_id FROM users").pluck().all()).toEqual([TENANT]);
    for (const file of ["config.db", "whatsapp.db", "whatsapp.db-wal"]) {
      expect(statSync(join(directory, file)).mode & 0o077).toBe(0);
    }
  });

  it("commits what many tenants bring in one turn of the event loop as one transaction", async () => {
    const { storage, directory } = await openStorage();
    const observer = inspect(directory);
    const commits = () => Number(observer.pragma("data_version", { simple: true }));
    const tenants = Array.from({ length: 20 }, (_, index) => parseTenantId(`tenant-${index}`));
    const before = commits();
    const applied = await Promise.all(tenants.map((tenant) => storage.apply(tenant, [message(tenant)])));
    expect(commits() - before).toBe(1);
    expect(applied.map(({ stored }) => stored[0]?.id)).toEqual(tenants);
  });

  it("is on disk before apply resolves: another connection sees it", async () => {
    const { storage, directory } = await openStorage();
    await storage.apply(TENANT, [message("A")]);
    expect(inspect(directory).prepare("SELECT id FROM messages").pluck().all()).toEqual(["A"]);
  });

  it("opens files so that each commit is synced", () => {
    const database = openDatabase(temporaryDirectory(), "some.db", []);
    expect(database.pragma("journal_mode", { simple: true })).toBe("wal");
    expect(database.pragma("synchronous", { simple: true })).toBe(2);
    database.close();
  });

  it("takes back all of a batch that SQLite refuses, and nothing of another caller's", async () => {
    const { storage, directory } = await openStorage();
    const refuse =
      "CREATE TRIGGER refuse BEFORE INSERT ON messages WHEN new.id = 'BAD' BEGIN SELECT RAISE(ABORT, 'no'); END";
    inspect(directory).exec(refuse);
    const outcomes = await Promise.allSettled([
      storage.apply(TENANT, [message("A"), message("BAD")]),
      storage.apply(TENANT, [message("B")]),
    ]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(["rejected", "fulfilled"]);
    await expect(storage.apply(TENANT, [message("C"), message("BAD")])).rejects.toMatchObject({
      code: "RECORD_REJECTED",
    });
    expect((await storage.messages.page(TENANT, CHAT, { limit: 10 })).items.map(({ id }) => id)).toEqual(["B"]);
  });

  it("never shows another chat's message as a chat's last one, whatever its key has become", async () => {
    const { storage, directory } = await openStorage();
    const other = parseTenantId("tenant-b");
    await storage.apply(TENANT, [message("A")]);
    await storage.apply(other, [message("B")]);
    inspect(directory).exec("UPDATE chats SET last_message_key = (SELECT key FROM messages WHERE id = 'B')");
    const lastOf = async (tenant: typeof TENANT) =>
      (await storage.chats.page(tenant, { limit: 1 })).items[0]?.lastMessage;
    expect(await lastOf(TENANT)).toBeNull();
    expect((await lastOf(other))?.id).toBe("B");
  });

  it("commits what is gathered before it closes", async () => {
    const { storage } = await openStorage();
    const applied = storage.apply(TENANT, [message("A")]);
    await storage.close();
    expect((await applied).stored).toHaveLength(1);
  });

  it("refuses files that a newer version has written, and leaves them as they are", async () => {
    const directory = temporaryDirectory();
    const newer = inspect(directory);
    newer.pragma("user_version = 99");
    await expect(new SqliteStorage({ directory }).open()).rejects.toMatchObject({
      code: "STORAGE_TOO_NEW",
      found: 99,
      message: expect.stringContaining("update Polyphone"),
    });
    expect(newer.prepare("SELECT count(*) FROM sqlite_schema").pluck().get()).toBe(0);
    expect(newer.pragma("user_version", { simple: true })).toBe(99);
  });

  it("makes of a message, for its events, what JSON makes of it, to the letter", async () => {
    const { storage } = await openStorage();
    const everything = Array.from({ length: 0x300 }, (_, code) => String.fromCharCode(code)).join("");
    const texts = [everything, "\u2028\u2029\ufeff\uffff😀", "\\u0041", "1", "null", "[]", "", null];
    const details = { poll: { question: everything, options: ["", "\\"], selectableCount: 1e21 } };
    const records = texts.map((text, index) => ({
      kind: "message" as const,
      live: true,
      message: {
        ...messageOf(String(index)),
        text,
        senderName: text,
        sender: "4917600000001@s.whatsapp.net",
        details: index % 2 === 0 ? details : null,
        fromMe: index % 3 === 0,
        revokedAt: index === 4 ? 1_780_000_000_000 : null,
      },
    }));
    await storage.apply(TENANT, records);
    const { items } = await storage.messages.page(TENANT, CHAT, { limit: 10 });
    const told = (await storage.events.read(TENANT, 0, 10)).map((event) => event.message);
    expect(told).toEqual(items.toReversed().map((found) => JSON.stringify(plainMessage(found))));
  });

  it("keeps the log of deliveries that an older version has written try by try", async () => {
    const directory = temporaryDirectory();
    const older = openDatabase(directory, "whatsapp.db", WHATSAPP_MIGRATIONS.slice(0, 4));
    older.exec(`INSERT INTO tenants (id, name, position, arrivals) VALUES (1, '${TENANT}', 0, 0);
      INSERT INTO webhook_attempts VALUES (1, 'default', 1, 1, 'evt_1', 'connection', 1000, 5, NULL, 'nobody "listens"'),
        (1, 'default', 2, 2, 'evt_1', 'connection', 2000, 6, 200, NULL);`);
    older.close();
    const { storage } = await openStorage(directory);
    const common = { endpoint: "default", eventId: "evt_1", event: "connection" };
    expect(await storage.deliveries.attempts(TENANT, "default")).toEqual([
      { ...common, number: 2, at: 2000, durationMs: 6, status: 200, error: null },
      { ...common, number: 1, at: 1000, durationMs: 5, status: null, error: 'nobody "listens"' },
    ]);
  });

  it("leaves a half-made directory usable when opening fails", async () => {
    const directory = temporaryDirectory();
    mkdirSync(join(directory, "config.db"));
    await expect(new SqliteStorage({ directory }).open()).rejects.toThrow();
    await expect(new SqliteStorage({ directory }).apply(TENANT, [])).rejects.toMatchObject({ code: "STORAGE_CLOSED" });
  });

  it("stores a message with megabytes of bytes", async () => {
    const { storage } = await openStorage();
    const raw = new Uint8Array(3_000_000).fill(7);
    await storage.apply(TENANT, [message("A", raw)]);
    const found = await storage.messages.find(TENANT, "A");
    expect(Buffer.compare(raw, found?.raw ?? new Uint8Array())).toBe(0);
  });

  it("keeps a bounded number of changes without a message", async () => {
    const { storage, directory } = await openStorage();
    const status = (index: number): IngestRecord => ({
      kind: "status",
      key: { chat: CHAT, id: `M${index}` },
      status: "sent",
      errorCode: null,
    });
    await storage.apply(
      TENANT,
      Array.from({ length: 1500 }, (_, index) => status(index)),
    );
    const ids = inspect(directory).prepare("SELECT id FROM early_changes ORDER BY position").pluck().all();
    expect([ids.length, ids[0], ids.at(-1)]).toEqual([1000, "M500", "M1499"]);
  });

  it("keeps a hundred thousand keys of sends of a tenant at most", async () => {
    const { storage, directory } = await openStorage();
    const claim = (key: string) =>
      storage.sends.claim(TENANT, { key, id: `id of ${key}`, chat: CHAT, digest: "", createdAt: 1000 });
    await claim("first");
    await claim("second");
    // As if there had been so many.
    inspect(directory).exec("UPDATE sends SET number = number + 99998 WHERE key = 'second'");
    await claim("last");
    const keys = inspect(directory).prepare("SELECT key FROM sends ORDER BY number").pluck().all();
    expect(keys).toEqual(["second", "last"]);
  });
});
