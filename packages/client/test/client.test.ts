import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { ApiError, Client, type ReceivedEvent } from "../src/index.ts";
import { ADMIN_KEY, servedApi } from "./served-api.ts";

const nameOf = ({ body }: ReceivedEvent) => (body.event === "business.updated" ? body.data.business.name : body.event);

async function take(events: AsyncGenerator<ReceivedEvent, void, void>, count: number): Promise<ReceivedEvent[]> {
  const taken: ReceivedEvent[] = [];
  while (taken.length < count) {
    const { value } = await events.next();
    if (value) taken.push(value);
  }
  return taken;
}

/** A stream that is open already. */
async function followed(client: Client, options: Parameters<Client["events"]>[0] = {}) {
  const abort = new AbortController();
  onTestFinished(() => abort.abort());
  let opened: () => void = () => undefined;
  const open = new Promise<void>((resolve) => {
    opened = resolve;
  });
  const connections: boolean[] = [];
  const onConnection = (isOpen: boolean) => {
    connections.push(isOpen);
    if (isOpen) opened();
  };
  const events = client.events({ signal: abort.signal, onConnection, ...options });
  const first = events.next();
  await open;
  return { events, first, abort, connections };
}

it("asks with path, query, body and keys, and gives back what was answered", async () => {
  const { baseUrl, token } = await servedApi();
  const client = new Client({ baseUrl: `${baseUrl}/`, token: () => token });
  expect((await client.put("/business", { body: { name: "Anna & Söhne" } })).business.name).toBe("Anna & Söhne");
  expect(await client.get("/message/conversations", { query: { limit: 5 } })).toEqual({
    success: true,
    conversations: [],
    nextCursor: null,
  });
  const { webhook } = await client.post("/webhooks", { body: { url: "https://a.example/" } });
  await client.put("/webhooks/{id}", { path: { id: webhook.id }, body: { enabled: false } });
  expect((await client.get("/webhooks")).webhooks).toMatchObject([{ disabled: { reason: "asked" } }]);
  await client.delete("/webhooks/{id}", { path: { id: webhook.id } });
  const admin = new Client({ baseUrl, adminKey: ADMIN_KEY });
  expect((await admin.get("/admin/tenants")).tenants).toMatchObject([{ tenantId: "tenant-a" }]);
});

it("gives an export as lines, of the tenant itself and of any tenant to its administrator", async () => {
  const { baseUrl, token } = await servedApi();
  const own = await new Client({ baseUrl, token }).lines("/tenant/export");
  expect(JSON.parse((await own.text()).split("\n")[0] ?? "")).toMatchObject({ kind: "tenant" });
  const path = { tenantId: "tenant-a" };
  const admin = await new Client({ baseUrl, adminKey: ADMIN_KEY }).lines("/admin/tenants/{tenantId}/export", { path });
  expect(await admin.text()).toContain("tenant-a");
  const stranger = new Client({ baseUrl, adminKey: "wrong" }).lines("/admin/tenants/{tenantId}/export", { path });
  await expect(stranger).rejects.toMatchObject({ status: 401 });
});

it("sends a body that may be left out, and takes none where there is none", async () => {
  const { baseUrl, token } = await servedApi();
  const client = new Client({ baseUrl, token });
  expect(await client.post("/business/refresh")).toMatchObject({ reason: "not_connected" });
  expect(await client.post("/business/refresh", { body: { preview: true } })).toMatchObject({ persisted: false });
  // @ts-expect-error: it is no body of this route.
  await expect(client.post("/business/refresh", { body: { preview: 1 } })).rejects.toMatchObject({ status: 422 });
  // @ts-expect-error: this route has none.
  await expect(client.post("/session/stop", { body: { now: true } })).rejects.toMatchObject({ status: 422 });
});

it("throws what is not a success, with its code and what is wrong", async () => {
  const { baseUrl, token } = await servedApi();
  const client = new Client({ baseUrl, token });
  const refused = client.post("/message/send-text", { body: { to: "491511234567", message: "" } });
  await expect(refused).rejects.toMatchObject({ status: 422, code: "INVALID_REQUEST", errors: [{ path: "message" }] });
  await expect(client.delete("/webhooks/{id}", { path: { id: "../x" } })).rejects.toMatchObject({
    code: "UNKNOWN_ENDPOINT",
  });
  await expect(new Client({ baseUrl }).get("/business")).rejects.toBeInstanceOf(ApiError);
});

it("says so when something else has answered", async () => {
  const server = createServer((_, response) => response.writeHead(502).end("<h1>Bad gateway</h1>")).listen(
    0,
    "127.0.0.1",
  );
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const client = new Client({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  await expect(client.get("/business")).rejects.toMatchObject({ status: 502, code: "NOT_THE_API" });
});

it("follows what happens over a server that goes down and comes back, with nothing missing and nothing twice", async () => {
  const { baseUrl, token, tenant, restart } = await servedApi();
  const { events, first, connections } = await followed(new Client({ baseUrl, token }));
  await tenant.saveBusiness({ name: "one" });
  const { value: one } = await first;
  expect(one && nameOf(one)).toBe("one");
  await restart(async () => {
    for (const name of ["two", "three"]) await tenant.saveBusiness({ name });
  });
  await tenant.saveBusiness({ name: "four" });
  expect((await take(events, 3)).map(nameOf)).toEqual(["two", "three", "four"]);
  expect(connections.slice(0, 2)).toEqual([true, false]);
  expect(connections.at(-1)).toBe(true);
});

it("goes on after an event that was seen before", async () => {
  const { baseUrl, token, tenant } = await servedApi();
  const client = new Client({ baseUrl, token });
  const { first } = await followed(client);
  await tenant.saveBusiness({ name: "one" });
  const { value: one } = await first;
  for (const name of ["two", "three"]) await tenant.saveBusiness({ name });
  const after = one === undefined ? {} : { after: one.id };
  expect((await take(client.events(after), 2)).map(nameOf)).toEqual(["two", "three"]);
});

it("ends when who follows says so, and with an error when coming back would not help", async () => {
  const { baseUrl, token } = await servedApi();
  const { first, abort } = await followed(new Client({ baseUrl, token }));
  abort.abort();
  expect(await first).toEqual({ value: undefined, done: true });
  const stranger = new Client({ baseUrl, token: "no.token.this" });
  await expect(stranger.events().next()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  const lost = new Client({ baseUrl, token }).events({ after: `evt_${"A".repeat(24)}` });
  await expect(lost.next()).rejects.toMatchObject({ status: 404, code: "UNKNOWN_EVENT" });
});

it("comes back when the connection has died without a word", async () => {
  const asked: unknown[] = [];
  const server = createServer((request, response) => {
    asked.push(request.headers["last-event-id"]);
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    response.write(`: alive\n\nid: ${asked.length}\ndata: {}\n\n`);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const client = new Client({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  const connections: boolean[] = [];
  const options = { silenceTimeoutMs: 50, onConnection: (isOpen: boolean) => void connections.push(isOpen) };
  const events = client.events(options);
  expect((await take(events, 2)).map(({ id }) => id)).toEqual(["1", "2"]);
  expect(asked).toEqual([undefined, "1"]);
  expect(connections).toEqual([true, false, true]);
});
