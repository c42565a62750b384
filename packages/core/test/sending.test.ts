import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import {
  DirectIngestion,
  type Ingestion,
  type IngestRecord,
  MemoryAuthStore,
  type Message,
  type PolyphoneEvents,
  type Projection,
  StorageFailedError,
  type Tenant,
  type TenantId,
  type TenantManager,
  type TenantManagerOptions,
} from "../src/index.ts";
import { eventually, Simulated } from "./simulated.ts";

let simulated: Simulated;
let lastPhone = 15_550_008_000;
beforeAll(async () => {
  simulated = await Simulated.start();
});
afterAll(() => simulated.stop());

function freshPhone(): string {
  lastPhone += 1;
  return String(lastPhone);
}

/** Stores at once, but holds up or refuses what this account writes when it is told to. */
class Gate implements Ingestion {
  readonly #direct = new DirectIngestion();
  readonly knocked: Message[] = [];
  hold: Promise<void> | undefined;
  refuse = false;

  start(projection: Projection): Promise<void> {
    return this.#direct.start(projection);
  }

  async accept(tenant: TenantId, records: readonly IngestRecord[]): Promise<void> {
    const own = records.flatMap((record) =>
      record.kind === "message" && record.message.fromMe ? [record.message] : [],
    );
    this.knocked.push(...own);
    if (own.length > 0) await this.hold;
    if (own.length > 0 && this.refuse)
      throw new StorageFailedError("A batch", { cause: new Error("the disk is full") });
    await this.#direct.accept(tenant, records);
  }

  stop(): Promise<void> {
    return this.#direct.stop();
  }
}

async function pairedTenant(options: TenantManagerOptions = {}) {
  const manager = await simulated.manager(options);
  const number = freshPhone();
  const tenant = await simulated.pair(manager, `tenant-${number}`, number);
  const contact = simulated.simulator.contact(freshPhone(), { name: "Ada" });
  return { manager, number, tenant, contact, statuses: statusesOf(manager) };
}

function statusesOf(manager: TenantManager) {
  const statuses: [string, string, number | null][] = [];
  manager.on("message.status", ({ key, status, errorCode }) => statuses.push([key.id, status, errorCode]));
  return statuses;
}

const stored = async (tenant: Tenant, chat: string, id: string) =>
  (await tenant.messages(chat)).items.find((message) => message.id === id);

const receivedBy = (contact: { messages(): { text: string; from: string }[] }, number: string) =>
  contact.messages().flatMap(({ text, from }) => (from === number ? [text] : []));

/** The account of a group's only other member; the group's JID as tenants write to it. */
function groupWith(...members: readonly (string | ReturnType<typeof simulated.simulator.contact>)[]) {
  return simulated.simulator.group({ subject: "Engines", members });
}

describe("a message on its way out", () => {
  it("is kept as pending before anything of it leaves", async () => {
    const gate = new Gate();
    const { tenant, contact, number } = await pairedTenant({ ingestion: gate });
    let release: () => void = () => undefined;
    gate.hold = new Promise((resolve) => {
      release = resolve;
    });
    const sending = tenant.sendText(contact.number, "written down first");
    await eventually(() => expect(gate.knocked).toMatchObject([{ text: "written down first", status: "pending" }]));
    // A whole round trip on the same connection: the message would have been there by now.
    await tenant.checkNumber(freshPhone());
    expect(receivedBy(contact, number)).toEqual([]);
    release();
    const { id } = await sending;
    expect(gate.knocked).toMatchObject([{ id, chat: `${contact.number}@s.whatsapp.net` }]);
    expect(await contact.received("written down first")).toMatchObject({ id });
  });

  it("stays here when it cannot be kept, and the session goes on", async () => {
    const gate = new Gate();
    const { tenant, contact, number } = await pairedTenant({ ingestion: gate });
    gate.refuse = true;
    await expect(tenant.sendText(contact.number, "never")).rejects.toMatchObject({ code: "STORAGE_FAILED" });
    gate.refuse = false;
    await tenant.sendText(contact.number, "later");
    await contact.received("later");
    expect(receivedBy(contact, number)).toEqual(["later"]);
    expect(tenant.status.state).toBe("connected");
  });

  it("is announced as sent once, and answered with Baileys' result", async () => {
    const { manager, tenant, contact } = await pairedTenant();
    const announced: string[] = [];
    manager.on("message.sent", ({ message }) => announced.push(message.id));
    const { id, result, timestamp } = await tenant.sendText(contact.number, "hello https://example.com/");
    const jid = `${contact.number}@s.whatsapp.net`;
    const json = JSON.parse(JSON.stringify(result));
    expect(json).toMatchObject({
      key: { remoteJid: jid, fromMe: true, id },
      message: { extendedTextMessage: { text: "hello https://example.com/" } },
      status: "PENDING",
    });
    expect(Number(json.messageTimestamp) * 1000).toBe(timestamp);
    await contact.delivered(id).catch(() => undefined);
    await eventually(async () => expect((await stored(tenant, jid, id))?.status).toBe("delivered"));
    expect(announced).toEqual([id]);
  });

  it("becomes sent, delivered and read as WhatsApp says, in the store and by events", async () => {
    const { tenant, contact, statuses } = await pairedTenant();
    const { id } = await tenant.sendText(contact.number, "how far?");
    await eventually(async () => expect((await stored(tenant, contact.number, id))?.status).toBe("delivered"));
    await contact.read(id);
    await eventually(async () => expect((await stored(tenant, contact.number, id))?.status).toBe("read"));
    expect(statuses.map(([, status]) => status)).toEqual(["sent", "delivered", "read"]);
  });

  it("fails with the server's code when the server refuses it", async () => {
    const beforeRelay = vi.fn();
    const patchMessageBeforeSending = (message: object) => {
      beforeRelay();
      return message;
    };
    const { tenant, contact, number, statuses } = await pairedTenant({
      whatsapp: { socketConfig: { patchMessageBeforeSending } },
    });
    const group = groupWith(contact, number);
    beforeRelay.mockImplementation(() => group.change("remove", simulated.simulator.phone(number)));
    const { id } = await tenant.sendText(group.id, "am I still in?");
    await eventually(() => expect(statuses).toEqual([[id, "failed", 403]]));
    expect(await stored(tenant, group.id, id)).toMatchObject({ text: "am I still in?", status: "failed" });
  });

  it("fails without a code when it cannot leave, and the caller hears of it", async () => {
    const patchMessageBeforeSending = () => Promise.reject(new Error("no way out"));
    const { tenant, contact, statuses } = await pairedTenant({
      whatsapp: { socketConfig: { patchMessageBeforeSending } },
    });
    await expect(tenant.sendText(contact.number, "stuck")).rejects.toMatchObject({
      code: "SEND_FAILED",
      cause: { message: "no way out" },
    });
    await eventually(() => expect(statuses).toMatchObject([[expect.any(String), "failed", null]]));
    const { items } = await tenant.messages(contact.number);
    expect(items).toMatchObject([{ text: "stuck", status: "failed" }]);
  });

  it("keeps its place among those to the same recipient", async () => {
    const { tenant, contact, number } = await pairedTenant();
    const texts = Array.from({ length: 20 }, (_, index) => `number ${index}`);
    await Promise.all(texts.map((text) => tenant.sendText(contact.number, text)));
    await contact.received("number 19");
    expect(receivedBy(contact, number)).toEqual(texts);
  });

  it("is refused for a number that is not on WhatsApp, and nothing of it is kept", async () => {
    const { tenant } = await pairedTenant();
    await expect(tenant.sendText("15550000001", "anybody?")).rejects.toMatchObject({ code: "UNKNOWN_RECIPIENT" });
    expect((await tenant.conversations()).items).toEqual([]);
  });
});

describe("a message that its recipient cannot read", () => {
  it("goes out again when it is asked for, and how often is counted where a restart finds it", async () => {
    const auth = new MemoryAuthStore();
    const { tenant, contact } = await pairedTenant({ auth });
    const jid = `${contact.number}@s.whatsapp.net`;
    await tenant.sendText(jid, "hello");
    await contact.received("hello");
    contact.loseSessions();
    const { id } = await tenant.sendText(jid, "once more, please");
    await contact.received("once more, please");
    await eventually(async () => {
      const text = (await auth.get(tenant.id, "retry-counters", ["all"])).get("all") ?? "{}";
      const counters = Object.entries(JSON.parse(text)).filter(([name]) => name.startsWith(`${id}:`));
      expect(counters).toEqual([[expect.any(String), expect.any(Number)]]);
    });
  });
});

describe("a group", () => {
  it("has a message when all others have it, and has read it when all have", async () => {
    const { tenant, contact, number, statuses } = await pairedTenant();
    const other = simulated.simulator.contact(freshPhone(), { name: "Grace" });
    const group = groupWith(contact, other, number);
    const { id } = await tenant.sendText(group.id, "all aboard");
    await eventually(async () => expect((await stored(tenant, group.id, id))?.status).toBe("delivered"));
    await contact.read(id);
    await other.read(id);
    await eventually(async () => expect((await stored(tenant, group.id, id))?.status).toBe("read"));
    expect(statuses.map(([, status]) => status)).toEqual(["sent", "delivered", "read"]);
  });

  /** Once its creation, which is a change too, is told. */
  const knows = (tenant: Tenant, jid: string) =>
    eventually(async () => expect((await tenant.conversations()).items).toMatchObject([{ jid, name: "Engines" }]));
  const questions = () => simulated.simulator.state().iqs["get w:g2 query"] ?? 0;

  it("is asked for once, and again after its members have changed", async () => {
    const { tenant, contact, number } = await pairedTenant();
    const newcomer = simulated.simulator.contact(freshPhone(), { name: "Grace" });
    const group = groupWith(contact, number);
    await knows(tenant, group.id);
    const before = questions();
    for (const text of ["one", "two", "three"]) await tenant.sendText(group.id, text);
    expect(questions() - before).toBe(1);
    group.change("add", newcomer);
    await eventually(async () => {
      await tenant.sendText(group.id, "welcome");
      expect(questions() - before).toBe(2);
    });
    await newcomer.received("welcome");
  });

  it("is asked for again by a new connection, for nobody told what changed meanwhile", async () => {
    const { tenant, contact, number } = await pairedTenant();
    const newcomer = simulated.simulator.contact(freshPhone(), { name: "Grace" });
    const group = groupWith(contact, number);
    await tenant.sendText(group.id, "before");
    await tenant.disconnect();
    group.change("add", newcomer);
    await tenant.connect();
    await eventually(() => tenant.sendText(group.id, "after"));
    await newcomer.received("after");
  });
});

describe("a paced send", () => {
  it("says when it will go and why not at once, and then goes under that id", async () => {
    const { manager, tenant, contact } = await pairedTenant({ sending: { pacing: { perRecipientMs: 50 } } });
    const queued: PolyphoneEvents["message.queued"][] = [];
    manager.on("message.queued", (event) => queued.push(event));
    const [, second] = await Promise.all(["one", "two"].map((text) => tenant.sendText(contact.number, text)));
    expect(queued).toEqual([
      { tenantId: tenant.id, id: second?.id, sendAt: expect.any(Number), reason: "recipient_pacing" },
    ]);
    expect(Date.now()).toBeGreaterThanOrEqual(queued[0]?.sendAt ?? Number.POSITIVE_INFINITY);
    expect(await contact.received("two")).toMatchObject({ id: second?.id });
  });

  it("is refused at once when the manager stops while it waits", async () => {
    const { manager, tenant, contact, number } = await pairedTenant({
      sending: { pacing: { perTenantMs: 3_600_000 } },
    });
    await tenant.sendText(contact.number, "one");
    await contact.received("one");
    const told = new Promise((resolve) => manager.on("message.queued", resolve));
    const waiting = tenant.sendText(contact.number, "two");
    const refused = expect(waiting).rejects.toMatchObject({ code: "MANAGER_NOT_STARTED" });
    await told;
    await manager.stop();
    await refused;
    expect(receivedBy(contact, number)).toEqual(["one"]);
  });

  it("is refused when too many wait already", async () => {
    const { manager, tenant, contact } = await pairedTenant({
      sending: { maxQueued: 2, pacing: { perTenantMs: 3_600_000 } },
    });
    await tenant.sendText(contact.number, "one");
    const waiting = Promise.allSettled(["two", "three"].map((text) => tenant.sendText(contact.number, text)));
    await expect(tenant.sendText(contact.number, "four")).rejects.toMatchObject({ code: "SEND_QUEUE_FULL" });
    await manager.stop();
    await waiting;
  });
});
