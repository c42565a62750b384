import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import {
  DirectIngestion,
  HttpWebhookSender,
  type Ingestion,
  MemoryAuthStore,
  MemoryStorage,
  type Projection,
  parseTenantId,
  TenantManager,
  type TenantManagerOptions,
  verifyWebhook,
  type WebhookBody,
} from "../src/index.ts";
import { textRecord } from "./text-record.ts";

const ANNA = parseTenantId("tenant-anna");

interface Call {
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: WebhookBody;
}

/** A receiver that answers each path as `statuses` says, 200 unless it says otherwise. */
async function receiver(statuses: Record<string, number> = {}) {
  const calls: Call[] = [];
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    calls.push({ path: request.url, headers: request.headers, text, body: JSON.parse(text) });
    response.writeHead(statuses[request.url ?? ""] ?? 200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const url = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
  /** The texts of the messages that came to a path. */
  const texts = (path: string) =>
    calls.flatMap(({ path: to, body }) => (to === path && body.event === "message.received" ? [textOf(body)] : []));
  return { url, calls, texts, statuses };
}

const textOf = ({ data }: WebhookBody) => (data.message as { text: string }).text;

/** A manager with a tenant, and a way for messages to it. */
async function running(options: TenantManagerOptions = {}) {
  const ingestion = new DirectIngestion();
  let projection: Projection | undefined;
  const watched: Ingestion = {
    start: (given) => {
      projection = given;
      return ingestion.start(given);
    },
    accept: (...records) => ingestion.accept(...records),
    stop: () => ingestion.stop(),
  };
  const sender = new HttpWebhookSender({ allowPrivate: true });
  const manager = new TenantManager({
    storage: new MemoryStorage(),
    auth: new MemoryAuthStore(),
    webhooks: sender,
    webhookDelivery: { scheduleMs: [0, 1] },
    ...options,
    ingestion: watched,
  });
  await manager.start();
  onTestFinished(async () => {
    await manager.stop();
    await sender.close();
  });
  const tenant = manager.tenant(ANNA);
  await tenant.configure({});
  const receive = async (...ids: readonly string[]) => {
    for (const id of ids) await projection?.project(ANNA, [textRecord(id)]);
  };
  return { manager, tenant, webhooks: tenant.webhooks, receive };
}

const eventually = (check: () => unknown) => vi.waitFor(check, { timeout: 5_000, interval: 2 });
const told = (...ids: readonly string[]) => ids.map((id) => `text of ${id}`);

describe("tenant.webhooks", () => {
  it("delivers to several endpoints what each asks for, from when it was made, signed with its own secret", async () => {
    const { url, calls, texts } = await receiver();
    const { webhooks, receive } = await running();
    await receive("before");
    const all = await webhooks.create({ url: url("/all") });
    const sent = await webhooks.create({ url: url("/sent"), events: ["message.sent"] });
    await receive("A", "B");
    await eventually(() => expect(texts("/all")).toEqual(told("A", "B")));
    expect(calls.every(({ path }) => path === "/all")).toBe(true);
    for (const { headers, text, body } of calls) {
      expect(verifyWebhook({ headers, body: text, secret: all.secrets })).toEqual(body);
      expect(() => verifyWebhook({ headers, body: text, secret: sent.secrets })).toThrow("no signature fits");
    }
  });

  it("shows no secret but to whoever makes an endpoint or asks for it", async () => {
    const { webhooks, tenant } = await running();
    const { secrets, ...endpoint } = await webhooks.create({ url: "https://a.example/" });
    expect(await webhooks.list()).toEqual([{ ...endpoint, hasOldSecret: false }]);
    expect(await webhooks.secrets(endpoint.id)).toEqual(secrets);
    expect(JSON.stringify([await webhooks.list(), await webhooks.update(endpoint.id, {})])).not.toContain("whsec_");
    const exported = [];
    for await (const piece of tenant.export()) exported.push(piece);
    expect(JSON.stringify(exported)).not.toContain("whsec_");
  });

  it("has an endpoint default that follows the webhook URL of the tenant's settings, and the other way round", async () => {
    const { webhooks, tenant } = await running();
    await tenant.configure({ webhookUrl: "https://a.example/" });
    const secrets = await webhooks.secrets("default");
    expect(await webhooks.list()).toMatchObject([
      { id: "default", url: "https://a.example/", events: ["connection", "message.received", "error"], disabled: null },
    ]);
    await tenant.configure({ webhookUrl: "https://b.example/" });
    expect(await webhooks.list()).toMatchObject([{ id: "default", url: "https://b.example/" }]);
    expect(await webhooks.secrets("default")).toEqual(secrets);
    await webhooks.update("default", { url: "https://c.example/", events: ["message.status"] });
    expect(await tenant.config()).toMatchObject({ webhookUrl: "https://c.example/" });
    await tenant.configure({});
    expect(await webhooks.list()).toMatchObject([{ url: "https://c.example/", events: ["message.status"] }]);
    await webhooks.remove("default");
    expect([(await tenant.config())?.webhookUrl, await webhooks.list()]).toEqual([null, []]);
    await tenant.configure({ webhookUrl: "https://a.example/" });
    await tenant.configure({ webhookUrl: null });
    expect(await webhooks.list()).toEqual([]);
  });

  it("signs with both secrets while one takes the other's place", async () => {
    const { url, calls } = await receiver();
    const { webhooks, receive } = await running();
    const { id, secrets } = await webhooks.create({ url: url("/") });
    const newer = await webhooks.rotateSecret(id);
    const [first, ...older] = await webhooks.secrets(id);
    expect(first).toBe(newer);
    expect(older).toEqual(secrets);
    await receive("A");
    await eventually(() => expect(calls).toHaveLength(1));
    await webhooks.dropOldSecret(id);
    await receive("B");
    await eventually(() => expect(calls).toHaveLength(2));
    const [both, alone] = calls.map(
      ({ headers, text }) =>
        (secret: string) =>
          verifyWebhook({ headers, body: text, secret }),
    );
    expect(both?.(newer ?? "")).toEqual(both?.(secrets[0] ?? ""));
    expect(alone?.(newer ?? "")).toEqual(calls[1]?.body);
    expect(() => alone?.(secrets[0] ?? "")).toThrow("no signature fits");
  });

  it("keeps a disabled endpoint's events until it is enabled again", async () => {
    const { url, texts } = await receiver();
    const { webhooks, receive } = await running();
    const { id } = await webhooks.create({ url: url("/") });
    expect(await webhooks.update(id, { enabled: false })).toMatchObject({ disabled: { reason: "asked" } });
    await receive("A", "B");
    expect(await webhooks.deliveries(id)).toEqual([]);
    await webhooks.update(id, { enabled: true });
    await receive("C");
    await eventually(() => expect(texts("/")).toEqual(told("A", "B", "C")));
  });

  it("tells of an endpoint that is gone by an event, which other endpoints get", async () => {
    const { url, calls } = await receiver({ "/gone": 410 });
    const { webhooks, receive, manager } = await running();
    const heard = vi.fn();
    manager.on("webhook.disabled", heard);
    await webhooks.create({ url: url("/watch"), events: ["webhook.disabled"] });
    const { id } = await webhooks.create({ url: url("/gone") });
    await receive("A");
    await eventually(() =>
      expect(heard).toHaveBeenCalledExactlyOnceWith({ tenantId: ANNA, endpointId: id, reason: "gone" }),
    );
    await eventually(() =>
      expect(calls.find(({ path }) => path === "/watch")?.body).toEqual({
        event: "webhook.disabled",
        tenantId: ANNA,
        data: { endpointId: id, reason: "gone" },
      }),
    );
  });

  it("delivers to the default endpoint again once its URL is set again, unless it was disabled on purpose", async () => {
    const { url, texts, statuses } = await receiver({ "/": 410 });
    const { webhooks, receive, tenant } = await running();
    await tenant.configure({ webhookUrl: url("/") });
    await receive("A");
    await eventually(async () => expect(await webhooks.list()).toMatchObject([{ disabled: { reason: "gone" } }]));
    statuses["/"] = 200;
    await tenant.configure({ webhookUrl: url("/") });
    await receive("B");
    await eventually(() => expect(texts("/")).toEqual(told("A", "A", "B")));
    await webhooks.update("default", { enabled: false });
    await tenant.configure({ webhookUrl: url("/") });
    expect(await webhooks.list()).toMatchObject([{ disabled: { reason: "asked" } }]);
  });

  it("logs each try, lists dead letters and delivers them again by their ids", async () => {
    const { url, texts, statuses, calls } = await receiver({ "/": 500 });
    const { manager, webhooks, receive } = await running();
    const { id } = await webhooks.create({ url: url("/") });
    await receive("A");
    await eventually(async () => expect((await webhooks.deadLetters()).items).toHaveLength(1));
    expect(manager.stats().webhooks).toEqual({ delivered: 0, failed: 2, dead: 1 });
    const [letter] = (await webhooks.deadLetters()).items;
    expect(letter).toMatchObject({ endpoint: id, event: "message.received", attempts: 2, status: 500 });
    expect(await webhooks.deliveries(id)).toMatchObject([
      { number: 2, status: 500, error: "The webhook's receiver answered 500.", eventId: letter?.eventId },
      { number: 1, status: 500 },
    ]);
    statuses["/"] = 204;
    await webhooks.replay(id, { eventIds: [letter?.eventId ?? ""] });
    await eventually(() => expect(texts("/")).toEqual(told("A", "A", "A")));
    await eventually(async () => expect((await webhooks.deadLetters()).items).toEqual([]));
    expect(new Set(calls.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect((await webhooks.deliveries(id))[0]).toMatchObject({ number: 3, status: 204, error: null });
  });

  it("delivers again what happened in a time", async () => {
    const { url, texts } = await receiver();
    const { webhooks, receive } = await running();
    const { id } = await webhooks.create({ url: url("/") });
    const tick = () => eventually(() => expect(Date.now()).toBeGreaterThan(last));
    let last = Date.now();
    await receive("A");
    last = Date.now();
    await tick();
    const from = Date.now();
    await receive("B", "C");
    last = Date.now();
    await tick();
    const to = Date.now();
    await receive("D");
    await eventually(() => expect(texts("/")).toEqual(told("A", "B", "C", "D")));
    await webhooks.replay(id, { from, to });
    await eventually(() => expect(texts("/")).toEqual(told("A", "B", "C", "D", "B", "C")));
    await webhooks.replay(id, { from: 0, to: from });
    await eventually(() => expect(texts("/").at(-1)).toEqual("text of A"));
  });

  it("sends a test now, although others wait, and says how it went", async () => {
    const { url, calls } = await receiver({ "/bad": 503 });
    const { webhooks } = await running();
    const good = await webhooks.create({ url: url("/good") });
    const bad = await webhooks.create({ url: url("/bad") });
    expect(await webhooks.test(good.id)).toEqual({ status: 200, durationMs: expect.any(Number), error: null });
    expect(await webhooks.test(bad.id)).toMatchObject({ status: 503, error: "The webhook's receiver answered 503." });
    const [{ headers, text, body } = {} as never] = calls;
    expect(verifyWebhook({ headers, body: text, secret: good.secrets })).toEqual(body);
    expect(body).toEqual({ event: "webhook.test", tenantId: ANNA, data: { endpointId: good.id } });
    expect(await webhooks.deliveries(good.id)).toEqual([]);
  });

  it("refuses what cannot be, and says why", async () => {
    const guarded = new HttpWebhookSender();
    const { webhooks, tenant, manager } = await running({ webhooks: guarded });
    const url = "https://a.example/";
    const { id } = await webhooks.create({ url });
    const refusals: [Promise<unknown>, string][] = [
      [webhooks.create({ url: "ftp://a.example/" }), "INVALID_WEBHOOK_URL"],
      [webhooks.create({ url: null as never }), "INVALID_WEBHOOK_URL"],
      [webhooks.create({ url: "http://127.0.0.1/" }), "WEBHOOK_ADDRESS_REFUSED"],
      [webhooks.update(id, { url: "http://[::1]/" }), "WEBHOOK_ADDRESS_REFUSED"],
      [tenant.configure({ webhookUrl: "http://10.0.0.1/" }), "WEBHOOK_ADDRESS_REFUSED"],
      [webhooks.create({ url, events: ["message.eaten"] }), "INVALID_WEBHOOK_ENDPOINT"],
      [webhooks.create({ url, events: [] }), "INVALID_WEBHOOK_ENDPOINT"],
      [webhooks.update("ep_other", {}), "UNKNOWN_ENDPOINT"],
      [webhooks.remove("ep_other"), "UNKNOWN_ENDPOINT"],
      [webhooks.rotateSecret("ep_other"), "UNKNOWN_ENDPOINT"],
      [webhooks.deliveries("ep_other"), "UNKNOWN_ENDPOINT"],
      [webhooks.test("ep_other"), "UNKNOWN_ENDPOINT"],
      [webhooks.replay("ep_other", { from: 0, to: 1 }), "UNKNOWN_ENDPOINT"],
      [webhooks.replay(id, { from: 1, to: 1 }), "INVALID_REPLAY"],
      [webhooks.replay(id, { from: Number.NaN, to: 1 }), "INVALID_REPLAY"],
      [webhooks.replay(id, { eventIds: [] }), "INVALID_REPLAY"],
      [webhooks.replay(id, { eventIds: ["evt_AAAAAAAAAAAAAAAAAAAAAAAA"] }), "INVALID_REPLAY"],
      [manager.tenant("tenant-nobody").webhooks.list(), "UNKNOWN_TENANT"],
    ];
    for (const [refused, code] of refusals) await expect(refused).rejects.toMatchObject({ code });
    for (let count = 1; count < 16; count += 1) await webhooks.create({ url });
    await expect(webhooks.create({ url })).rejects.toMatchObject({ code: "TOO_MANY_ENDPOINTS" });
  });

  it("ends deliveries to an endpoint that was removed, and to a tenant that was erased", async () => {
    const { url, texts } = await receiver();
    const { webhooks, receive, tenant } = await running();
    const first = await webhooks.create({ url: url("/first") });
    await webhooks.create({ url: url("/second") });
    await receive("A");
    await eventually(() => expect([texts("/first"), texts("/second")]).toEqual([told("A"), told("A")]));
    await webhooks.remove(first.id);
    await receive("B");
    await eventually(() => expect(texts("/second")).toEqual(told("A", "B")));
    expect(texts("/first")).toEqual(told("A"));
    await tenant.erase();
    await tenant.configure({});
    expect(await webhooks.list()).toEqual([]);
    await receive("C");
    expect(texts("/second")).toEqual(told("A", "B"));
  });
});
