import { EventEmitter, once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { MemoryStorage, parseTenantId } from "@polyphone/core";
import { expect, it, vi } from "vitest";
import type { RouterOptions } from "../src/index.ts";
import { api, provision, tokenOf } from "./api.ts";
import { Contract, type OpenApiDocument } from "./contract.ts";
import { eventStream } from "./event-stream.ts";
import { textRecord } from "./text-record.ts";

const TENANT = parseTenantId("tenant-a");

async function followed(options: Partial<RouterOptions> = {}) {
  const storage = new MemoryStorage();
  const ask = await api({ adminKey: "the key", ...options }, { storage });
  await provision(ask);
  const token = await tokenOf();
  const authorization = { authorization: `Bearer ${token}` };
  const follow = (headers: Readonly<Record<string, string>> = authorization) =>
    eventStream(`${ask.origin}/api/events`, headers);
  const rename = async (...names: readonly string[]) => {
    for (const name of names) await ask("PUT", "/api/business", { token, body: { name } });
  };
  return { ask, storage, token, authorization, follow, rename };
}

const dataOf = (event: { data: Readonly<Record<string, unknown>> } | undefined) =>
  event?.data.data as { business?: { name: string }; error?: string } | undefined;
const nameOf = (event: Parameters<typeof dataOf>[0]) => dataOf(event)?.business?.name;

it("sends what happens, with ids to go on after, in the bodies of webhooks", async () => {
  const { ask, follow, rename } = await followed();
  const contract = new Contract((await ask("GET", "/api/openapi.json")).body as OpenApiDocument);
  const stream = await follow();
  expect(stream.response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
  await rename("one", "two");
  const taken = await stream.take(2);
  expect(taken.map(nameOf)).toEqual(["one", "two"]);
  for (const event of taken) {
    expect(event).toMatchObject({ id: expect.stringMatching(/^evt_/), event: "business.updated" });
    contract.checkItem("/events", event?.data);
  }
});

it("tells that a chat was read, and how much of it is still unread", async () => {
  const { ask, storage, follow, rename } = await followed();
  const contract = new Contract((await ask("GET", "/api/openapi.json")).body as OpenApiDocument);
  const stream = await follow();
  const chat = "15550001111@s.whatsapp.net";
  await storage.apply(TENANT, [textRecord(chat, "A", "one"), textRecord(chat, "B", "two")]);
  await storage.apply(TENANT, [{ kind: "status", key: { chat, id: "A" }, status: "read", errorCode: null }]);
  await rename("this wakes it");
  const taken = await stream.take(4);
  for (const event of taken) contract.checkItem("/events", event?.data);
  expect(taken[3]).toMatchObject({ event: "chat.read", data: { data: { chat, unreadCount: 1 } } });
});

it("goes on after Last-Event-ID, with nothing missing and nothing twice", async () => {
  const { authorization, follow, rename } = await followed();
  const before = await follow();
  await rename("one", "two", "three");
  const [one] = await before.take(1);
  before.close();
  await rename("four");
  const after = await follow({ ...authorization, "last-event-id": one?.id ?? "" });
  expect((await after.take(3)).map(nameOf)).toEqual(["two", "three", "four"]);
});

it("answers as always when it cannot begin", async () => {
  const { ask, token } = await followed();
  await provision(ask, { tenantId: "tenant-b" });
  for (const id of ["evt_AAAAAAAAAAAAAAAAAAAAAAAA", "5", "../x"]) {
    expect(await ask("GET", "/api/events", { token, headers: { "last-event-id": id } })).toMatchObject({
      status: 404,
      body: { code: "UNKNOWN_EVENT" },
    });
  }
  expect(await ask("GET", "/api/events")).toMatchObject({ status: 401, body: { code: "UNAUTHORIZED" } });
});

it("shows that it is alive, and ends when the token is revoked", async () => {
  const { ask, follow } = await followed({ eventStreams: { heartbeatMs: 20 } });
  const stream = await follow();
  const headers = { "x-admin-key": "the key" };
  expect((await ask("POST", "/api/admin/tenants/tenant-a/revoke-tokens", { headers })).status).toBe(200);
  expect(await stream.next()).toMatchObject({ event: "dropped", data: { code: "UNAUTHORIZED", success: false } });
  expect(await stream.next()).toBeUndefined();
  expect(stream.comments()).toBeGreaterThan(0);
});

it("cuts a reader off who does not read, and who comes back misses nothing", async () => {
  const log = new EventEmitter();
  const cut = once(log, "/events");
  const observe: RouterOptions["observe"] = ({ route }) => void log.emit(route);
  const { ask, storage, authorization, follow, rename } = await followed({
    eventStreams: { dropAfterMs: 50 },
    observe,
  });
  const idle = await new Promise<IncomingMessage>((resolve, reject) => {
    get(`${ask.origin}/api/events`, { headers: authorization }, resolve).on("error", reject);
  });
  const count = 4_000;
  const padding = "x".repeat(4_000);
  const events = Array.from({ length: count }, (_, number) => ({
    type: "error",
    data: { error: `${number} ${padding}` },
  }));
  await storage.events.append(TENANT, events);
  await rename("this wakes it");
  await cut;
  let text = "";
  // Not once(): to be cut off is an error, too.
  const closed = new Promise((resolve) => idle.on("error", () => undefined).on("close", resolve));
  idle.on("data", (chunk: Buffer) => {
    text += chunk.toString();
  });
  await closed;
  const read = [...text.matchAll(/^id: (\S+)\nevent: error\ndata: .*"error":"(\d+) x+"/gm)];
  expect(read.length).toBeLessThan(count);
  const [, last = "", number = ""] = read.at(-1) ?? [];
  const again = await follow({ ...authorization, "last-event-id": last });
  const [next] = await again.take(1);
  expect(dataOf(next)?.error?.split(" ")[0]).toBe(String(Number(number) + 1));
});

it("keeps to so many streams of a tenant", async () => {
  const { ask, token, follow } = await followed({ eventStreams: { maxPerTenant: 2 } });
  const [first] = [await follow(), await follow()];
  expect(await ask("GET", "/api/events", { token })).toMatchObject({ status: 429, body: { code: "TOO_MANY_STREAMS" } });
  first.close();
});

it("keeps to so many streams of a tenant when they come all at once, and counts none that was refused", async () => {
  const { storage, authorization, follow } = await followed({ eventStreams: { maxPerTenant: 3 } });
  const unknown = { ...authorization, "last-event-id": `evt_${"A".repeat(24)}` };
  const refused = await Promise.all(Array.from({ length: 3 }, () => follow(unknown)));
  expect(refused.map(({ response }) => response.status)).not.toContain(200);
  // As a storage on another machine, which lets them wait.
  const storageAnswers = new EventEmitter();
  vi.spyOn(storage.events, "end").mockReturnValue(once(storageAnswers, "now").then(() => 0));
  const statuses: number[] = [];
  const streams = Array.from({ length: 12 }, async () => statuses.push((await follow()).response.status));
  await vi.waitFor(() => expect(statuses).toEqual(Array.from({ length: 9 }, () => 429)), { timeout: 5_000 });
  storageAnswers.emit("now");
  await Promise.all(streams);
  expect(statuses.slice(9)).toEqual([200, 200, 200]);
});
