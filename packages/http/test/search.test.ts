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

it("finds conversations by a part of their name or number, with the way to the next page", async () => {
  const storage = new MemoryStorage();
  const ask = await api({}, { storage });
  const token = String((await provision(ask)).token);
  const named = [BOB, CARL].map((jid, index) => textRecord(jid, `${index}`, `Name of ${jid}`, index));
  await storage.apply(parseTenantId("tenant-a"), named);
  const found = async (query: string) => {
    const { headers, body } = await ask("GET", `/api/message/conversations?${query}`, { token });
    const { conversations } = body as { conversations: { jid: string }[] };
    return { jids: conversations.map(({ jid }) => jid), next: headers.get("link")?.replace(/^<[?](.+)>.*$/, "$1") };
  };
  const first = await found("q=NAME&limit=1");
  expect(first.jids).toEqual([CARL]);
  expect(await found(first.next ?? "")).toEqual({ jids: [BOB], next: undefined });
  expect((await found("q=%2B1%20555%20000%201111")).jids).toEqual([BOB]);
  const refused = await ask("GET", "/api/message/conversations?q=%2B", { token });
  expect(refused).toMatchObject({ status: 422, body: { code: "INVALID_SEARCH" } });
});
