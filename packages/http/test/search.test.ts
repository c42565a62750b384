import { MemoryStorage, parseTenantId, SqliteStorage, type Storage } from "@polyphone/core";
import { expect, it, onTestFinished } from "vitest";
import { api, provision } from "./api.ts";
import { temporaryDirectory } from "./temporary-directory.ts";
import { textRecord } from "./text-record.ts";

const [BOB, CARL] = ["15550001111@s.whatsapp.net", "15550002222@s.whatsapp.net"] as const;

/** A tenant with messages in two chats, and another one with the same words. */
async function withMessages(storage: Storage) {
  const ask = await api({}, { storage });
  const token = String((await provision(ask)).token);
  await provision(ask, { tenantId: "tenant-b" });
  await storage.apply(parseTenantId("tenant-a"), [
    textRecord(BOB, "A", "Where is the Caf\u00e9?", 1_000),
    textRecord(CARL, "B", "the cafeteria is closed", 2_000),
    textRecord(BOB, "C", "nothing to drink", 3_000),
  ]);
  await storage.apply(parseTenantId("tenant-b"), [textRecord(BOB, "D", "the other cafe", 4_000)]);
  return (query: string) => ask("GET", `/api/message/search?${query}`, { token });
}

const onSqlite = () => {
  const storage = new SqliteStorage({ directory: temporaryDirectory(), search: true });
  onTestFinished(() => storage.close());
  return storage;
};

it.each([
  ["in memory", () => new MemoryStorage()],
  ["in SQLite", onSqlite],
])("finds messages of all the tenant's chats %s, newest first, page by page", async (_, storage) => {
  const search = await withMessages(storage());
  const first = await search("q=the%20cafe&limit=1");
  expect(first).toMatchObject({
    status: 200,
    body: { success: true, messages: [{ id: "B", chat: CARL, text: "the cafeteria is closed" }] },
  });
  const link = /^<[?](.+)>; rel="next"$/.exec(first.headers.get("link") ?? "")?.[1] ?? "";
  expect(await search(link)).toMatchObject({ body: { messages: [{ id: "A", chat: BOB }], nextCursor: null } });
  expect(await search("q=nowhere")).toMatchObject({ body: { success: true, messages: [], nextCursor: null } });
});

it.each(["", "q=", `q=${"x".repeat(257)}`])("refuses a search that cannot be one: %s", async (query) => {
  const search = await withMessages(new MemoryStorage());
  expect(await search(query)).toMatchObject({ status: 422, body: { code: "INVALID_REQUEST" } });
});

it("refuses a search without a letter or digit", async () => {
  const search = await withMessages(new MemoryStorage());
  expect(await search("q=%3F%21")).toMatchObject({ status: 422, body: { code: "INVALID_SEARCH" } });
});

it("says so where the storage keeps no index", async () => {
  const storage = new SqliteStorage({ directory: temporaryDirectory() });
  onTestFinished(() => storage.close());
  const search = await withMessages(storage);
  expect(await search("q=cafe")).toMatchObject({ status: 501, body: { success: false, code: "SEARCH_UNAVAILABLE" } });
});
