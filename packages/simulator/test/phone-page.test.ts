import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type PhoneMessage, WhatsAppSimulator } from "../src/index.ts";
import { Clients, newAuth } from "./client.ts";
import { EventReader } from "./event-reader.ts";

interface Overview {
  readonly phones: readonly {
    readonly number: string;
    readonly name: string;
    readonly isOnline: boolean;
    readonly devices: readonly { readonly jid: string; readonly isOnline: boolean }[];
  }[];
  readonly screens: readonly string[];
}

let simulator: WhatsAppSimulator;
const clients = new Clients();
const readers: EventReader[] = [];

beforeEach(async () => {
  simulator = await WhatsAppSimulator.start();
});

afterEach(async () => {
  await clients.closeAll();
  await Promise.all(readers.splice(0).map((reader) => reader.close()));
  await simulator.stop();
});

function follow(query = ""): EventReader {
  const reader = new EventReader(`${simulator.phoneUrl}events${query}`);
  readers.push(reader);
  return reader;
}

async function call(path: string, body: unknown, headers: Record<string, string> = {}): Promise<[number, unknown]> {
  const request = { method: "POST", headers, body: JSON.stringify(body) };
  const response = await fetch(`${simulator.phoneUrl}api${path}`, request);
  expect(response.headers.get("cache-control")).toBe("no-store");
  return [response.status, await response.json()];
}

/** Sends headers that `fetch` keeps for itself. */
function statusOf(path: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(new URL(`../${path}`, simulator.phoneUrl), { headers }, (response) => {
      resolve(response.statusCode);
      sent.destroy();
    });
    sent.once("error", reject).end();
  });
}

it("scans a screen in sight without ever telling what it shows", async () => {
  const phone = simulator.phone("15550001111", { name: "Ada" });
  const stream = follow();
  await stream.until<Overview>("overview", ({ screens }) => screens.length === 0);
  const auth = newAuth();
  const client = clients.connect(simulator, auth);
  simulator.screens.show("demo-shop", await client.qr());
  const seen = await stream.until<Overview>("overview", ({ screens }) => screens.length === 1);
  expect(seen.screens).toEqual(["demo-shop"]);

  const [status, linked] = await call("/phones/15550001111/scan-screen", { screen: "demo-shop" });
  expect([status, linked]).toEqual([200, expect.objectContaining({ jid: phone.linkedDevices[0] })]);
  await client.closed();
  await clients.loggedIn(simulator, auth);
  const { phones } = await stream.until<Overview>(
    "overview",
    ({ phones: [ada] }) => ada?.devices[0]?.isOnline === true,
  );
  expect(phones).toEqual([expect.objectContaining({ number: "15550001111", name: "Ada", isOnline: true })]);

  simulator.screens.show("demo-shop", null);
  await stream.until<Overview>("overview", ({ screens }) => screens.length === 0);
  expect((await call("/phones/15550001111/scan-screen", { screen: "demo-shop" }))[0]).toBe(404);
});

it("shows whether a linked device is there", async () => {
  const phone = simulator.phone("15550001111");
  const client = await clients.paired(simulator, phone);
  const stream = follow();
  await stream.until<Overview>("overview", ({ phones: [first] }) => first?.devices[0]?.isOnline === true);
  await client.close();
  await stream.until<Overview>("overview", ({ phones: [first] }) => first?.devices[0]?.isOnline === false);
  await clients.loggedIn(simulator, client.auth);
  await stream.until<Overview>("overview", ({ phones: [first] }) => first?.devices[0]?.isOnline === true);
  await call("/phones/15550001111/kick", { reason: "drop" });
  await stream.until<Overview>("overview", ({ phones: [first] }) => first?.devices[0]?.isOnline === false);
});

it("sends each message of a phone once, and again when it has changed", async () => {
  const [ada, grace] = [simulator.phone("15550001111"), simulator.phone("15550002222")];
  const { id } = await ada.sendText(grace.number, "helo");
  await ada.delivered(id);
  await ada.sendText(grace.number, "another");
  await grace.received("another");
  const stream = follow(`?phone=${ada.number}`);
  await stream.until<PhoneMessage[]>("messages", (messages) => messages.length === 2);
  await ada.editText(id, "hello");
  const [edited, ...others] = await stream.until<PhoneMessage[]>("messages", ([first]) => first?.edited === true);
  expect(edited).toMatchObject({ id, text: "hello", status: "delivered" });
  expect(others).toEqual([]);
});

it("reads a whole chat, and no other", async () => {
  const [ada, grace, alan] = ["15550001111", "15550002222", "15550003333"].map((number) => simulator.phone(number));
  if (!ada || !grace || !alan) throw new Error("three phones");
  const ids = await Promise.all([
    ada.sendText(grace.number, "one"),
    ada.sendText(grace.number, "two"),
    alan.sendText(grace.number, "three"),
  ]);
  for (const text of ["one", "two", "three"]) await grace.received(text);
  expect(await call(`/phones/${grace.number}/read-chat`, { chat: ada.number })).toEqual([200, { read: 2 }]);
  for (const { id } of ids.slice(0, 2)) await ada.readByPeer(id);
  expect(grace.messages().map(({ text, status }) => [text, status])).toContainEqual(["three", "delivered"]);
  expect(await call(`/phones/${grace.number}/read-chat`, { chat: ada.number })).toEqual([200, { read: 0 }]);
});

it("takes a phone's connection away and gives it back", async () => {
  const [ada, grace] = [simulator.phone("15550001111"), simulator.phone("15550002222")];
  expect(await call(`/phones/${grace.number}/connection`, { online: false })).toEqual([200, { online: false }]);
  const { id } = await ada.sendText(grace.number, "are you there?");
  expect(grace.messages()).toEqual([]);
  expect(await call(`/phones/${grace.number}/connection`, { online: true })).toEqual([200, { online: true }]);
  await ada.delivered(id);
});

it("answers below any path of another server, and leaves when that is told to", async () => {
  const page = simulator.phonePage();
  const server = createServer((request, response) => {
    const originalUrl = request.url ?? "";
    page.listener(
      Object.assign(request, { originalUrl, url: originalUrl.replace(/^\/a\/phone/, "") || "/" }),
      response,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const base = `http://127.0.0.1:${port}/a/phone`;
  const { status, headers } = await fetch(base, { redirect: "manual" });
  expect([status, new URL(headers.get("location") ?? "", base).href]).toEqual([308, `${base}/`]);
  const stream = new EventReader(`${base}/events`);
  await stream.until<Overview>("overview", () => true);
  page.close();
  await stream.ended;
  await new Promise((resolve) => server.close(resolve));
});

it.each([
  ["a page of another site", { "sec-fetch-site": "cross-site" }],
  ["a page of another program on this machine", { "sec-fetch-site": "same-site" }],
  ["another origin", { origin: "http://evil.example" }],
  ["a file", { origin: "null" }],
  ["a name that was made to lead here", { host: "evil.example:4000" }],
])("refuses %s, here and at the admin API", async (_who, headers) => {
  const paths = ["phone/", "phone/events", "phone/api/state", "admin/state"];
  expect(await Promise.all(paths.map((path) => statusOf(path, headers)))).toEqual([403, 403, 403, 403]);
});

it("follows a link from anywhere, as it shows nothing to the site that has it", async () => {
  expect(await statusOf("admin/state", { "sec-fetch-site": "cross-site", "sec-fetch-dest": "document" })).toBe(200);
  expect(await statusOf("admin/state", { "sec-fetch-site": "same-origin" })).toBe(200);
});

it.each([
  ["/phones/15550001111/scan-screen", { screen: "none" }, 404, "UNKNOWN_QR"],
  ["/phones/15550001111/connection", { online: "yes" }, 400, "INVALID_INPUT"],
  ["/phones/15559999999/read-chat", { chat: "1" }, 404, "UNKNOWN_PHONE"],
])("refuses %s %j with %i", async (path, body, status, code) => {
  simulator.phone("15550001111");
  expect(await call(path, body)).toEqual([status, { error: expect.stringMatching(/.{10}/), code }]);
});
