import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { HttpWebhookSender, verifyWebhook } from "@polyphone/core";
import { expect, it, onTestFinished, vi } from "vitest";
import { api, provision, tokenOf } from "./api.ts";

const EVENTS = ["business.updated"];

/** A receiver that answers with `status`, and what has come to it. */
async function receiver() {
  const calls: { headers: Record<string, string>; text: string; body: Record<string, unknown> }[] = [];
  const answer = { status: 204 };
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    calls.push({ headers: request.headers as Record<string, string>, text, body: JSON.parse(text) });
    response.writeHead(answer.status).end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { calls, answer, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` };
}

async function subscribed(scheduleMs: readonly number[] = [0, 1]) {
  const webhooks = new HttpWebhookSender({ allowPrivate: true });
  onTestFinished(() => webhooks.close());
  const ask = await api({}, { webhooks, webhookDelivery: { scheduleMs } });
  await provision(ask);
  const token = await tokenOf();
  const mine = (method: string, path: string, body?: unknown) => ask(method, `/api${path}`, { token, body });
  return { mine, rename: (name: string) => mine("PUT", "/business", { name }) };
}

const eventually = (check: () => unknown) => vi.waitFor(check, { timeout: 5_000, interval: 5 });

it("adds an endpoint, shows its secret once, and delivers to it what it asked for", async () => {
  const { mine, rename } = await subscribed();
  const { url, calls } = await receiver();
  const created = await mine("POST", "/webhooks", { url, events: EVENTS });
  const { webhook, secret } = created.body as { webhook: { id: string }; secret: string };
  expect(created.body).toMatchObject({
    success: true,
    webhook: { url, events: EVENTS, asksForQr: false, hasOldSecret: false, disabled: null },
  });
  const listed = await mine("GET", "/webhooks");
  expect(listed.body).toEqual({ success: true, webhooks: [webhook] });
  expect(JSON.stringify(listed.body)).not.toContain(secret);
  await rename("Anna");
  await eventually(() => expect(calls).toHaveLength(1));
  const [{ headers, text, body }] = calls as [(typeof calls)[0]];
  expect(verifyWebhook({ headers, body: text, secret })).toEqual(body);
  expect(body).toMatchObject({ event: "business.updated", tenantId: "tenant-a", data: { business: { name: "Anna" } } });
});

it("logs the deliveries, and delivers again by event and by time", async () => {
  const { mine, rename } = await subscribed();
  const { url, calls } = await receiver();
  const { id } = ((await mine("POST", "/webhooks", { url, events: EVENTS })).body as { webhook: { id: string } })
    .webhook;
  for (const name of ["one", "two"]) await rename(name);
  await eventually(() => expect(calls).toHaveLength(2));
  const { deliveries } = (await mine("GET", `/webhooks/${id}/deliveries`)).body as {
    deliveries: { eventId: string; at: number }[];
  };
  expect(deliveries).toMatchObject([
    { number: 2, event: "business.updated", status: 204, error: null },
    { number: 1, event: "business.updated", status: 204, error: null },
  ]);
  const [two, one] = calls.map(({ headers }) => headers["webhook-id"]).reverse();
  expect(deliveries.map(({ eventId }) => eventId)).toEqual([two, one]);
  expect((await mine("POST", `/webhooks/${id}/replay`, { eventIds: [one] })).status).toBe(200);
  await eventually(() => expect(calls).toHaveLength(3));
  expect((await mine("POST", `/webhooks/${id}/replay`, { from: 0, to: Date.now() + 1 })).status).toBe(200);
  await eventually(() => expect(calls).toHaveLength(5));
  expect(calls.map(({ headers }) => headers["webhook-id"])).toEqual([one, two, one, one, two]);
});

it("tells of what an endpoint never took, page by page", async () => {
  const { mine, rename } = await subscribed([0]);
  const { url, answer } = await receiver();
  answer.status = 500;
  const { id } = ((await mine("POST", "/webhooks", { url, events: EVENTS })).body as { webhook: { id: string } })
    .webhook;
  for (const name of ["one", "two"]) await rename(name);
  const page = async (query: string) => (await mine("GET", `/webhooks/dead-letters${query}`)).body;
  const letter = { webhookId: id, event: "business.updated", attempts: 1, status: 500 };
  await eventually(async () => expect(await page("")).toMatchObject({ deadLetters: [letter, letter] }));
  const { nextCursor } = (await page("?limit=1")) as { nextCursor: string };
  expect(await page(`?limit=1&cursor=${encodeURIComponent(nextCursor)}`)).toMatchObject({
    deadLetters: [letter],
    nextCursor: null,
  });
});

it("rotates a secret: both sign until the old one is dropped", async () => {
  const { mine, rename } = await subscribed();
  const { url, calls } = await receiver();
  await mine("PUT", "/business/webhook", { webhook_url: url });
  await mine("PUT", "/webhooks/default", { events: EVENTS });
  const secrets: string[] = [];
  for (const _ of [1, 2]) {
    secrets.push(((await mine("POST", "/webhooks/default/rotate-secret")).body as { secret: string }).secret);
  }
  expect((await mine("GET", "/webhooks")).body).toMatchObject({ webhooks: [{ id: "default", hasOldSecret: true }] });
  await rename("both");
  await eventually(() => expect(calls).toHaveLength(1));
  const verified = (call: (typeof calls)[0] | undefined, secret: string | undefined) =>
    verifyWebhook({ headers: call?.headers ?? {}, body: call?.text ?? "", secret: secret ?? "" });
  for (const secret of secrets) expect(verified(calls[0], secret)).toMatchObject({ event: "business.updated" });
  expect((await mine("POST", "/webhooks/default/drop-old-secret")).body).toMatchObject({
    webhook: { hasOldSecret: false },
  });
  await rename("one");
  await eventually(() => expect(calls).toHaveLength(2));
  expect(verified(calls[1], secrets[1])).toMatchObject({ event: "business.updated" });
  expect(() => verified(calls[1], secrets[0])).toThrow("no signature fits");
});

it("tests an endpoint and says how that went", async () => {
  const { mine } = await subscribed();
  const { url, calls, answer } = await receiver();
  await mine("PUT", "/business/webhook", { webhook_url: url });
  expect((await mine("POST", "/webhooks/default/test")).body).toMatchObject({
    delivered: true,
    status: 204,
    error: null,
  });
  expect(calls[0]?.body).toEqual({ event: "webhook.test", tenantId: "tenant-a", data: { endpointId: "default" } });
  answer.status = 503;
  expect((await mine("POST", "/webhooks/default/test")).body).toMatchObject({
    delivered: false,
    status: 503,
    error: "The webhook's receiver answered 503.",
  });
});

it("disables, enables and removes an endpoint", async () => {
  const { mine, rename } = await subscribed();
  const { url, calls } = await receiver();
  const { id } = ((await mine("POST", "/webhooks", { url, events: EVENTS })).body as { webhook: { id: string } })
    .webhook;
  expect((await mine("PUT", `/webhooks/${id}`, { enabled: false })).body).toMatchObject({
    webhook: { disabled: { reason: "asked" } },
  });
  await rename("while it is disabled");
  expect((await mine("PUT", `/webhooks/${id}`, { enabled: true })).body).toMatchObject({ webhook: { disabled: null } });
  await eventually(() => expect(calls).toHaveLength(1));
  expect((await mine("DELETE", `/webhooks/${id}`)).body).toEqual({ success: true, message: "Webhook removed" });
  expect((await mine("GET", "/webhooks")).body).toEqual({ success: true, webhooks: [] });
  expect(await mine("DELETE", `/webhooks/${id}`)).toMatchObject({ status: 404, body: { code: "UNKNOWN_ENDPOINT" } });
});

it.each([
  ["POST", "/webhooks", { url: "ftp://a.example/" }, "INVALID_WEBHOOK_URL"],
  ["POST", "/webhooks", { url: "https://a.example/", events: ["message.eaten"] }, "INVALID_REQUEST"],
  ["POST", "/webhooks", { url: "https://a.example/", colour: "red" }, "INVALID_REQUEST"],
  ["POST", "/webhooks", {}, "INVALID_REQUEST"],
  ["PUT", "/webhooks/default", { events: [] }, "INVALID_REQUEST"],
  ["POST", "/webhooks/default/replay", {}, "INVALID_REQUEST"],
  ["POST", "/webhooks/default/replay", { eventIds: ["evt_other"] }, "INVALID_REPLAY"],
  ["POST", "/webhooks/default/replay", { from: 2, to: 1 }, "INVALID_REPLAY"],
])("refuses %s %s with %j", async (method, path, body, code) => {
  const { mine } = await subscribed();
  await mine("PUT", "/business/webhook", { webhook_url: "https://a.example/" });
  expect(await mine(method, path, body)).toMatchObject({ status: 422, body: { code } });
});

it("refuses addresses that are not public unless the host allows them", async () => {
  const ask = await api();
  await provision(ask);
  const token = await tokenOf();
  for (const [method, path, body] of [
    ["POST", "/api/webhooks", { url: "http://127.0.0.1/" }],
    ["PUT", "/api/business/webhook", { webhook_url: "http://[::ffff:10.0.0.1]/" }],
    ["POST", "/api/auth/token", { tenantId: "tenant-a", webhook_url: "http://169.254.169.254/" }],
  ] as const) {
    expect(await ask(method, path, { token, body })).toMatchObject({
      status: 422,
      body: { code: "WEBHOOK_ADDRESS_REFUSED" },
    });
  }
});
