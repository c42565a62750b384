import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, it, onTestFinished } from "vitest";
import { checkIntegrity } from "../src/storage/sqlite/check-integrity.ts";
import { SqliteStorage } from "../src/storage/sqlite/sqlite-storage.ts";
import { WhatsappWriter } from "../src/storage/sqlite/whatsapp-writer.ts";
import type { IngestRecord } from "../src/types/ingest-record.ts";
import { parseTenantId } from "../src/types/parse-tenant-id.ts";
import type { TenantId } from "../src/types/tenant.ts";
import { temporaryDirectory } from "./temporary-directory.ts";
import { CHAT, textRecord } from "./text-record.ts";

const ANNA = parseTenantId("tenant-anna");
const BERT = parseTenantId("tenant-bert");
const MARK = "erase-me";

async function openStorage(directory = temporaryDirectory()) {
  const storage = new SqliteStorage({ directory });
  await storage.open();
  onTestFinished(() => storage.close());
  return { storage, directory };
}

/** How often the files of a directory hold the characters anywhere. */
function traces(directory: string, characters = MARK): number {
  const files = readdirSync(directory).map((name) => readFileSync(join(directory, name), "latin1"));
  return files.join().split(characters).length - 1;
}

/** A text of some length, with the mark in everything that one can write or be called. */
function marked(index: number): IngestRecord {
  const record = textRecord(`${MARK}-${index}`, { raw: Buffer.from(MARK.repeat((index * 37) % 300)) });
  if (record.kind !== "message") return record;
  const chat = `${MARK}-${index % 40}@s.whatsapp.net`;
  const text = MARK.repeat(1 + ((index * 13) % 60));
  return { ...record, message: { ...record.message, chat, sender: chat, senderName: MARK, text, quotedId: MARK } };
}

const edit = (id: string, text: string): IngestRecord => ({
  kind: "edit",
  key: { chat: `${MARK}-0@s.whatsapp.net`, id },
  by: { fromMe: false, sender: `${MARK}-0@s.whatsapp.net` },
  content: { type: "text", text, quotedId: null, details: null, raw: Buffer.from(text) },
  editedAt: 1,
});

/** Both tenants' rows all over the same pages, as they come in turns. */
async function fillInTurns(storage: SqliteStorage): Promise<void> {
  await storage.tenants.save(ANNA, { webhookUrl: `https://example.com/${MARK}` });
  await storage.tenants.save(BERT, {});
  for (let batch = 0; batch < 100; batch += 1) {
    const indices = Array.from({ length: 10 }, (_, index) => batch * 10 + index);
    await storage.apply(ANNA, indices.map(marked), batch + 1);
    await storage.apply(
      BERT,
      indices.map((index) => textRecord(`${index}`, { raw: new Uint8Array((index * 41) % 900) })),
      batch + 1,
    );
  }
  await storage.apply(ANNA, [edit(`${MARK}-0`, "short"), edit(`${MARK}-early`, MARK)]);
  await storage.apply(ANNA, [{ kind: "identity", pn: `${MARK}-1@s.whatsapp.net`, lid: `${MARK}-2@lid` }]);
}

const count = async (storage: SqliteStorage, tenant: TenantId) =>
  (await storage.messages.page(tenant, CHAT, { limit: 500 })).items.length;

it("leaves no byte of an erased tenant in any file, wherever its rows lay, and all of another's", async () => {
  const { storage, directory } = await openStorage();
  await fillInTurns(storage);
  expect(traces(directory)).toBeGreaterThan(1000);
  await storage.erase(ANNA);
  expect([traces(directory), traces(directory, ANNA)]).toEqual([0, 0]);
  expect(await count(storage, BERT)).toBe(500);
  expect(checkIntegrity(directory)).toEqual({ ok: true, problems: [] });
});

it("leaves no byte of what an edit replaced or a revoke took back, once the WAL is in the file", async () => {
  const { storage, directory } = await openStorage();
  const id = `${MARK}-0`;
  const key = { chat: `${MARK}-0@s.whatsapp.net`, id };
  const said = "said".repeat(10);
  await storage.apply(ANNA, [marked(0), edit(id, said)]);
  expect(traces(directory, said)).toBeGreaterThan(0);
  const by = { fromMe: false, sender: key.chat };
  await storage.apply(ANNA, [{ kind: "revoke", key, by, asAdmin: false, revokedAt: 2 }]);
  await storage.close();
  expect(traces(directory, said)).toBe(0);
});

it("can be called again after a crash half-way, also after one before the last step", async () => {
  const { storage, directory } = await openStorage();
  await fillInTurns(storage);
  await storage.close();
  const database = new Database(join(directory, "whatsapp.db"));
  // As a crash leaves it: some messages are gone, then all rows but for what the WAL still holds.
  database.pragma("secure_delete = ON");
  database.exec("DELETE FROM messages WHERE key IN (SELECT key FROM messages ORDER BY random() LIMIT 700)");
  database.exec("DELETE FROM messages WHERE chat_id IN (SELECT id FROM chats WHERE tenant_id = 1)");
  for (const table of ["chats", "early_changes", "identities", "events"])
    database.exec(`DELETE FROM ${table} WHERE tenant_id = 1`);
  database.exec("DELETE FROM tenants WHERE id = 1");
  onTestFinished(() => void database.close());
  const again = await openStorage(directory);
  expect(traces(directory)).toBeGreaterThan(0);
  await again.storage.erase(ANNA);
  expect(traces(directory)).toBe(0);
});

it("says so when a backup still reads what was erased, and can be called again", async () => {
  const directory = temporaryDirectory();
  const writer = new WhatsappWriter(directory, false);
  const { apply, erase, close } = writer.methods();
  onTestFinished(close);
  await apply({ tenant: ANNA, records: [marked(1)], position: undefined });
  const backup = new Database(join(directory, "whatsapp.db"));
  backup.exec("BEGIN; SELECT count(*) FROM messages");
  await expect(erase(ANNA)).rejects.toThrow("The WAL is being read");
  expect(traces(directory)).toBeGreaterThan(0);
  backup.close();
  await erase(ANNA);
  expect(traces(directory)).toBe(0);
});

it("erases a part at a time, so that nobody waits behind a large tenant", async () => {
  const directory = temporaryDirectory();
  const { apply, erase, close } = new WhatsappWriter(directory, false).methods();
  onTestFinished(close);
  const many = Array.from({ length: 5000 }, (_, index) => textRecord(`M${index}`));
  await apply({ tenant: ANNA, records: many, position: undefined });
  const observer = new Database(join(directory, "whatsapp.db"));
  onTestFinished(() => void observer.close());
  const left = observer.prepare<[], number>("SELECT count(*) FROM messages WHERE id LIKE 'M%'").pluck();
  const steps = new Set<number | undefined>();
  let isErased = false;
  const erased = erase(ANNA).then(() => {
    isErased = true;
  });
  for (let index = 0; !isErased; index += 1) {
    await apply({ tenant: BERT, records: [textRecord(`other ${index}`)], position: undefined });
    steps.add(left.get());
  }
  await erased;
  expect([...steps]).toEqual(expect.arrayContaining([3000, 2000, 1000]));
});
