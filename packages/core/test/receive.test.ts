import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  DirectIngestion,
  type Ingestion,
  type IngestRecord,
  MemoryAuthStore,
  type Message,
  type Projection,
  StorageFailedError,
  type Tenant,
  type TenantId,
  type TenantManagerOptions,
} from "../src/index.ts";
import { connected, eventually, Simulated } from "./simulated.ts";

let simulated: Simulated;
let lastPhone = 15_550_007_000;
beforeAll(async () => {
  simulated = await Simulated.start();
});
afterAll(() => simulated.stop());

function freshPhone(): string {
  lastPhone += 1;
  return String(lastPhone);
}

const messagesIn = (records: readonly IngestRecord[]): Message[] =>
  records.flatMap((record) => (record.kind === "message" ? [record.message] : []));

/** Stores at once, and can be told to hold messages up or to refuse them. Nothing else is touched. */
class Gate implements Ingestion {
  readonly #direct = new DirectIngestion();
  /** Texts in the order in which they knocked. */
  readonly knocked: (string | null)[] = [];
  hold: Promise<void> | undefined;
  refuse = false;

  start(projection: Projection): Promise<void> {
    return this.#direct.start(projection);
  }

  async accept(tenant: TenantId, records: readonly IngestRecord[]): Promise<void> {
    const messages = messagesIn(records).filter(({ fromMe }) => !fromMe);
    this.knocked.push(...messages.map(({ text }) => text));
    if (messages.length > 0) {
      await this.hold;
      if (this.refuse) throw new StorageFailedError("A batch", { cause: new Error("the disk is full") });
    }
    await this.#direct.accept(tenant, records);
  }

  stop(): Promise<void> {
    return this.#direct.stop();
  }
}

async function pairedTenant(options: TenantManagerOptions = {}) {
  const gate = new Gate();
  const manager = await simulated.manager({ ingestion: gate, ...options });
  const number = freshPhone();
  const tenant = await simulated.pair(manager, `tenant-${number}`, number);
  const contact = simulated.simulator.contact(freshPhone(), { name: "Ada" });
  return { gate, manager, number, tenant, contact, phone: simulated.simulator.phone(number) };
}

const statusOf = (contact: { messages(): { id: string; status: string }[] }, id: string) =>
  contact.messages().find((message) => message.id === id)?.status;

const texts = async (tenant: Tenant, chat: string) =>
  (await tenant.messages(chat)).items.map(({ text }) => text).toReversed();

function hold(gate: Gate): () => void {
  let release: () => void = () => undefined;
  gate.hold = new Promise((resolve) => {
    release = resolve;
  });
  return () => {
    gate.hold = undefined;
    release();
  };
}

describe("a receipt", () => {
  it.each(["pn", "lid"] as const)("waits until the message addressed by %s is accepted", async (addressing) => {
    const { gate, number, contact, phone, manager } = await pairedTenant();
    const other = await simulated.pair(manager, `tenant-${freshPhone()}`, freshPhone());
    const release = hold(gate);
    const { id } = await contact.sendText(addressing === "pn" ? number : phone.lid, "are you there?");
    await eventually(() => expect(gate.knocked).toEqual(["are you there?"]));
    // A whole round trip of somebody else's on the same server: a receipt would have come by now.
    await other.checkNumber(contact.number);
    expect(statusOf(contact, id)).toBe("sent");
    release();
    await contact.delivered(id);
  });

  it("waits for a group's messages too, the first with its key and the next without", async () => {
    const { gate, number, contact, tenant } = await pairedTenant();
    const group = simulated.simulator.group({ subject: "Engines", members: [contact, number] });
    for (const text of ["with the key", "without"]) {
      const release = hold(gate);
      const { id } = await contact.sendText(group.id, text);
      await eventually(() => expect(gate.knocked.at(-1)).toBe(text));
      expect(statusOf(contact, id)).toBe("sent");
      release();
      await contact.delivered(id);
    }
    const jid = group.id.includes("@") ? group.id : `${group.id}@g.us`;
    await eventually(async () => expect(await texts(tenant, jid)).toEqual(["with the key", "without"]));
  });

  it("never leaves for a message that was refused: WhatsApp brings it again, and it is stored once", async () => {
    const { gate, number, contact, tenant, manager } = await pairedTenant();
    const errors: string[] = [];
    manager.on("error", ({ code }) => errors.push(code));
    gate.refuse = true;
    const { id } = await contact.sendText(number, "precious");
    await eventually(() => expect(gate.knocked.length).toBeGreaterThan(2));
    expect(statusOf(contact, id)).toBe("sent");
    expect(errors).toContain("STORAGE_FAILED");
    gate.refuse = false;
    await contact.delivered(id);
    await eventually(async () => expect(await texts(tenant, contact.number)).toEqual(["precious"]));
    await connected(tenant);
    expect(gate.knocked.every((text) => text === "precious")).toBe(true);
  });

  it("leaves this time when the message was accepted before and its receipt got lost", async () => {
    const { gate, number, contact, tenant, phone } = await pairedTenant();
    const release = hold(gate);
    const { id } = await contact.sendText(number, "kept");
    await eventually(() => expect(gate.knocked).toEqual(["kept"]));
    // The connection dies while the message is on its way to the disk; it gets there all the same.
    phone.kick("drop");
    await eventually(() => expect(tenant.status.state).not.toBe("connected"));
    release();
    await contact.delivered(id);
    await eventually(async () => expect(await texts(tenant, contact.number)).toEqual(["kept"]));
  });
});

it("stores what came while away in the order of sending, although Baileys never tells of it", async () => {
  const { number, contact, tenant, gate } = await pairedTenant();
  await tenant.disconnect();
  const sent = Array.from({ length: 10 }, (_, index) => `message ${index}`);
  for (const text of sent) await contact.sendText(number, text);
  // Without the marker Baileys holds its events back, and a socket that dies takes them along.
  simulated.simulator.faults.set({ holdOfflineMarker: true, phone: number });
  await tenant.connect();
  await eventually(() => expect(gate.knocked.filter((text) => text?.startsWith("message"))).toHaveLength(10));
  expect(await texts(tenant, contact.number)).toEqual(sent);
  simulated.simulator.faults.clear();
});

it("takes a message one time, although it hears of it twice", async () => {
  const { gate, number, contact } = await pairedTenant();
  await contact.delivered((await contact.sendText(number, "one")).id);
  await contact.delivered((await contact.sendText(number, "two")).id);
  expect(gate.knocked).toEqual(["one", "two"]);
});

it("stores what the own phone writes as sent by this account", async () => {
  const { phone, contact, tenant } = await pairedTenant();
  await phone.sendText(contact.number, "from my pocket");
  await eventually(async () => {
    expect((await tenant.messages(contact.number)).items).toMatchObject([{ text: "from my pocket", fromMe: true }]);
  });
});

/** Keeps everything but Signal sessions, as long as it is told to forget them. */
class ForgetfulStore extends MemoryAuthStore {
  forgets = false;

  override async get(tenant: TenantId, type: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.forgets && type === "session" ? new Map() : super.get(tenant, type, ids);
  }
}

it("tells of a message that it cannot read, and of the same one when its author has sent it again", async () => {
  const auth = new ForgetfulStore();
  const { number, contact, tenant, manager } = await pairedTenant({ auth });
  const told: unknown[] = [];
  manager.on("message.undecryptable", ({ message }) => {
    auth.forgets = false;
    told.push(["undecryptable", message.id]);
  });
  manager.on("message.received", ({ message }) => told.push([message.text, message.id]));
  await contact.delivered((await contact.sendText(number, "readable")).id);
  await eventually(() => expect(told).toHaveLength(1));
  await tenant.disconnect();
  auth.forgets = true;
  await tenant.connect();
  const { id } = await contact.sendText(number, "in the end");
  await eventually(() =>
    expect(told.slice(1)).toEqual([
      ["undecryptable", id],
      ["in the end", id],
    ]),
  );
  expect(await texts(tenant, contact.number)).toEqual(["readable", "in the end"]);
});
