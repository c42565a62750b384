import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { HttpWebhookSender } from "@polyphone/core";
import { type BusinessProfile, WhatsAppSimulator } from "@polyphone/simulator";
import { decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { api } from "./api.ts";
import type { Ask } from "./served.ts";

// The specification's API section, endpoint by endpoint, with its own bodies and against a real session.

let simulator: WhatsAppSimulator;
beforeAll(async () => {
  simulator = await WhatsAppSimulator.start();
});
afterAll(() => simulator.stop());

const PATIENCE = { timeout: 20_000, interval: 20 };
const CONTACT = "1234567890";
let phones = 15_550_100_000;

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: { readonly event: string; readonly tenantId: string; readonly data: Record<string, unknown> };
}

/** Where webhooks go. */
async function receiver() {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    received.push({ headers: request.headers, body: JSON.parse(text) });
    response.end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

/** The API on this file's WhatsApp. */
async function onSimulator(): Promise<Ask> {
  const webhooks = new HttpWebhookSender({ allowPrivate: true });
  onTestFinished(() => webhooks.close());
  const { url, trust } = simulator;
  return api({}, { webhooks, whatsapp: { url, ...trust }, connectTimeoutMs: 20_000 });
}

/** The tenant of the specification, and the phone in its hand. */
async function tenantA(business?: BusinessProfile) {
  const ask = await onSimulator();
  const issued = await ask("POST", "/api/auth/token", { body: { tenantId: "tenant-a" } });
  const { token } = issued.body as { token: string };
  const call = async (method: string, path: string, body?: object) => {
    const answer = await ask(method, `/api${path}`, { token, ...(body && { body }) });
    return { status: answer.status, body: answer.body as Record<string, unknown> };
  };
  phones += 1;
  const phone = simulator.phone(String(phones), { ...(business && { business }) });
  const isConnected = (wanted: boolean) =>
    vi.waitFor(
      async () => expect((await call("GET", "/session/status")).body).toMatchObject({ isConnected: wanted }),
      PATIENCE,
    );
  return {
    ...{ call, phone },
    async pair() {
      const { body } = await call("POST", "/session/start");
      await phone.scanQr(String(body.qr));
      await isConnected(true);
    },
  };
}

const PROBLEM = { success: false, message: expect.any(String), code: expect.any(String) };

describe("POST /api/auth/token", () => {
  const webhook_url = "https://your-webhook-endpoint.com";
  const answered = (url: string | null) => ({
    success: true,
    token: expect.stringMatching(/^eyJhbGciOi/),
    token_type: "Bearer",
    tenantId: "tenant-a",
    webhook_url: url,
  });

  it.each([
    [{ tenantId: "tenant-a", webhook_url }, webhook_url],
    [{ tenantId: "tenant-a", webhook_url: null }, null],
    [{ tenantId: "tenant-a" }, null],
  ])("issues a token for %j", async (body, url) => {
    const ask = await onSimulator();
    const { status, body: result } = await ask("POST", "/api/auth/token", { body });
    expect([status, result]).toEqual([200, answered(url)]);
    expect(decodeJwt((result as { token: string }).token)).toMatchObject({ userId: "tenant-a" });
  });

  it("upserts what is configured", async () => {
    const ask = await onSimulator();
    await ask("POST", "/api/auth/token", { body: { tenantId: "tenant-a", webhook_url } });
    const again = await ask("POST", "/api/auth/token", { body: { tenantId: "tenant-a" } });
    expect(again.body).toEqual(answered(webhook_url));
  });
});

describe("sessions", () => {
  it("POST /api/session/start shows a QR first, and says so once it is connected", async () => {
    const { call, pair } = await tenantA();
    expect(await call("POST", "/session/start")).toEqual({
      status: 200,
      body: {
        success: true,
        status: "waiting_qr",
        qr: expect.any(String),
        qrBase64: expect.stringMatching(/^data:image\/png;base64,/),
      },
    });
    await pair();
    expect(await call("POST", "/session/start")).toEqual({
      status: 200,
      body: { success: true, status: "connected", message: "WhatsApp connection successful" },
    });
  });

  it("GET /api/session/status has the QR while there is one, and the image only then", async () => {
    const { call, pair } = await tenantA();
    const before = await call("GET", "/session/status");
    expect(before).toMatchObject({ status: 200, body: { success: true, isConnected: false, qr: null } });
    expect(before.body).not.toHaveProperty("qrBase64");
    const { body: started } = await call("POST", "/session/start");
    const { qr, qrBase64 } = started;
    expect((await call("GET", "/session/status")).body).toMatchObject({
      ...{ success: true, isConnected: false, qr, qrBase64 },
    });
    await pair();
    const after = await call("GET", "/session/status");
    expect(after.body).toMatchObject({ success: true, isConnected: true, qr: null });
    expect(after.body).not.toHaveProperty("qrBase64");
  });

  it("POST /api/session/logout removes the credentials, so that the next start shows a QR", async () => {
    const { call, pair, phone } = await tenantA();
    await pair();
    expect(await call("POST", "/session/logout")).toEqual({
      status: 200,
      body: { success: true, status: "logged_out", message: "Session successfully terminated" },
    });
    await vi.waitFor(() => expect(phone.linkedDevices).toEqual([]), PATIENCE);
    expect((await call("POST", "/session/start")).body).toMatchObject({ status: "waiting_qr" });
  });
});

describe("messages", () => {
  it("POST /api/message/check-number tells whether a number exists", async () => {
    const { call, pair } = await tenantA();
    await pair();
    simulator.contact(CONTACT);
    expect(await call("POST", "/message/check-number", { to: CONTACT })).toEqual({
      status: 200,
      body: { exists: true, jid: `${CONTACT}@s.whatsapp.net` },
    });
    expect(await call("POST", "/message/check-number", { to: "19999999999" })).toEqual({
      status: 200,
      body: { exists: false, jid: null },
    });
  });

  it.each([CONTACT, `${CONTACT}@s.whatsapp.net`])("POST /api/message/send-text sends to %s", async (to) => {
    const { call, pair } = await tenantA();
    await pair();
    const contact = simulator.contact(CONTACT);
    const { status, body } = await call("POST", "/message/send-text", { to, message: `Hello, ${to}!` });
    // Baileys' own result: WAMessage.
    expect(status).toBe(200);
    expect(body).toMatchObject({
      key: { remoteJid: `${CONTACT}@s.whatsapp.net`, fromMe: true, id: expect.any(String) },
      message: { extendedTextMessage: { text: `Hello, ${to}!` } },
      messageTimestamp: expect.anything(),
    });
    await contact.received(`Hello, ${to}!`);
  });

  it("POST /api/message/mark-read lets the author know, and the page", async () => {
    const { call, pair, phone } = await tenantA();
    await pair();
    const contact = simulator.contact(CONTACT);
    const { id } = await contact.sendText(phone.number, "one");
    await contact.sendText(phone.number, "two");
    const jid = `${CONTACT}@s.whatsapp.net`;
    const unread = (unreadCount: number) =>
      vi.waitFor(
        async () =>
          expect((await call("GET", "/message/conversations")).body).toMatchObject({
            conversations: [{ jid, unreadCount }],
          }),
        PATIENCE,
      );
    await unread(2);
    const mark = (body: object) => call("POST", "/message/mark-read", { jid, ...body });
    expect(await mark({ ids: [id] })).toEqual({ status: 200, body: { success: true, count: 1 } });
    await contact.readByPeer(id);
    await unread(1);
    expect(await mark({})).toEqual({ status: 200, body: { success: true, count: 1 } });
    await unread(0);
  });

  it("says what went wrong with status, message and code", async () => {
    const { call, pair } = await tenantA();
    const send = (to: string) => call("POST", "/message/send-text", { to, message: "Hello!" });
    expect(await send(CONTACT)).toMatchObject({ status: 409, body: { ...PROBLEM, code: "SESSION_NOT_CONNECTED" } });
    await pair();
    expect(await send("19999999999")).toMatchObject({ status: 404, body: { ...PROBLEM, code: "UNKNOWN_RECIPIENT" } });
    expect(await send("nobody")).toMatchObject({ status: 422, body: { ...PROBLEM, code: "INVALID_RECIPIENT" } });
  });

  it("GET /api/message/conversations and /messages list what is stored, page by page, by timestamp too", async () => {
    const { call, pair, phone } = await tenantA();
    await pair();
    const contact = simulator.contact(CONTACT);
    for (const text of ["one", "two", "three"]) await contact.sendText(phone.number, text);
    const jid = `${CONTACT}@s.whatsapp.net`;
    const messages = (query: string) => call("GET", `/message/messages?jid=${jid}&${query}`);
    await vi.waitFor(async () => expect((await messages("limit=50")).body.messages).toHaveLength(3), PATIENCE);

    const cursor = Date.now() + 60_000;
    expect(await call("GET", `/message/conversations?limit=50&cursor=${cursor}`)).toMatchObject({
      status: 200,
      body: { success: true, conversations: [{ jid, lastMessage: { text: "three" } }], nextCursor: null },
    });
    expect((await call("GET", "/message/conversations?limit=50&cursor=1")).body).toMatchObject({ conversations: [] });
    const page = (await messages(`limit=2&cursor=${cursor}`)).body;
    expect(page).toMatchObject({ success: true, messages: [{ text: "three" }, { text: "two" }] });
    expect((await messages(`limit=2&cursor=${page.nextCursor}`)).body).toMatchObject({
      messages: [{ text: "one" }],
      nextCursor: null,
    });
    expect((await messages("limit=50&cursor=1")).body).toMatchObject({ messages: [] });
  });
});

describe("business", () => {
  const FULL = {
    name: "Anna's bakery",
    working_hours: "mon-fri 8-18",
    location_url: "https://maps.example.com/anna",
    shipping_details: "within two days",
    instagram_url: "https://instagram.com/anna",
    website_url: "http://anna.example.com",
    mobile_numbers: ["+1234567890", "9876543210"],
  };
  const EMPTY = Object.fromEntries(Object.keys(FULL).map((name) => [name, null]));

  it("GET and PUT /api/business hold every field of the specification, or null", async () => {
    const { call } = await tenantA();
    expect(await call("GET", "/business")).toEqual({ status: 200, body: { success: true, business: EMPTY } });
    for (const business of [FULL, EMPTY]) {
      expect(await call("PUT", "/business", business)).toEqual({ status: 200, body: { success: true, business } });
      expect((await call("GET", "/business")).body).toEqual({ success: true, business });
    }
  });

  it.each(["location_url", "instagram_url", "website_url"])("takes http and https alone for %s", async (field) => {
    const { call } = await tenantA();
    expect(await call("PUT", "/business", { [field]: "ftp://anna.example.com" })).toMatchObject({
      status: 422,
      body: PROBLEM,
    });
  });

  it("POST /api/business/refresh fetches when it is connected, and persists", async () => {
    const { call, pair } = await tenantA({ description: "Bread", website: "https://bread.example.com/" });
    await pair();
    const refreshed = await call("POST", "/business/refresh");
    expect(refreshed).toMatchObject({ status: 200, body: { success: true, fetched: true, persisted: true } });
    const { business } = refreshed.body;
    expect(business).toMatchObject({ website_url: "https://bread.example.com/" });
    expect((await call("GET", "/business")).body).toEqual({ success: true, business });
  });

  it("POST /api/business/refresh only says what it would become when a preview is asked for", async () => {
    const { call, pair } = await tenantA({ description: "Bread", website: "https://bread.example.com/" });
    await pair();
    const previewed = await call("POST", "/business/refresh", { preview: true });
    expect(previewed).toMatchObject({ status: 200, body: { success: true, fetched: true, persisted: false } });
    expect(previewed.body.business).toMatchObject({ website_url: "https://bread.example.com/" });
    expect((await call("GET", "/business")).body).toEqual({ success: true, business: EMPTY });
    const refreshed = await call("POST", "/business/refresh", { preview: false });
    expect(refreshed.body).toEqual({ ...previewed.body, persisted: true });
  });

  it.each(["https://example.com/hooks/wa", "http://example.com/hooks/wa", null])(
    "PUT /api/business/webhook sets %j",
    async (webhook_url) => {
      const { call } = await tenantA();
      expect(await call("PUT", "/business/webhook", { webhook_url })).toEqual({
        status: 200,
        body: { success: true, webhook_url },
      });
    },
  );
});

it("delivers connection and message.received with the specification's headers and bodies", async () => {
  const { call, pair, phone } = await tenantA();
  const { received, url } = await receiver();
  await call("PUT", "/business/webhook", { webhook_url: url });
  await call("PUT", "/business", { name: "Anna's bakery" });
  await pair();
  await simulator.contact(CONTACT).sendText(phone.number, "hello");
  const bodies = () => received.map(({ body }) => body);
  const delivered = (event: string, data: object) =>
    vi.waitFor(() => expect(bodies()).toContainEqual({ event, tenantId: "tenant-a", data }), PATIENCE);
  await delivered("message.received", {
    message: expect.objectContaining({ text: "hello" }),
    business: expect.objectContaining({ name: "Anna's bakery" }),
  });
  await call("POST", "/session/logout");
  for (const status of ["waiting_qr", "connected", "logged_out"]) {
    await delivered("connection", expect.objectContaining({ status }));
  }
  for (const { headers, body } of received) {
    expect([headers["x-tenant-id"], headers["x-event-type"]]).toEqual(["tenant-a", body.event]);
  }
});

it.each([
  ["POST", "/api/session/start"],
  ["GET", "/api/session/status"],
  ["POST", "/api/session/logout"],
  ["POST", "/api/message/check-number"],
  ["POST", "/api/message/send-text"],
  ["GET", "/api/message/conversations"],
  ["GET", "/api/message/messages"],
  ["GET", "/api/business"],
  ["PUT", "/api/business"],
  ["POST", "/api/business/refresh"],
  ["PUT", "/api/business/webhook"],
])("needs an authorization at %s %s", async (method, path) => {
  const ask = await onSimulator();
  expect(await ask(method, path)).toMatchObject({ status: 401, body: { ...PROBLEM, code: "UNAUTHORIZED" } });
});
