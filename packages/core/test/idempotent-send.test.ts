import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import {
  DirectIngestion,
  type IngestRecord,
  MemoryStorage,
  type Tenant,
  type TenantId,
  type TenantManagerOptions,
} from "../src/index.ts";
import { eventually, Simulated } from "./simulated.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

let simulated: Simulated;
let lastPhone = 15_550_009_000;
beforeAll(async () => {
  simulated = await Simulated.start();
});
afterAll(() => simulated.stop());

function freshPhone(): string {
  lastPhone += 1;
  return String(lastPhone);
}

/** Stores at once, and counts how often a message of this account was about to leave. */
class Counting extends DirectIngestion {
  leaving = 0;

  override async accept(tenant: TenantId, records: readonly IngestRecord[]): Promise<void> {
    this.leaving += records.filter((record) => record.kind === "message" && record.message.fromMe).length;
    await super.accept(tenant, records);
  }
}

async function pairedTenant(options: TenantManagerOptions = {}) {
  const ingestion = new Counting();
  const manager = await simulated.manager({ ingestion, ...options });
  const number = freshPhone();
  const tenant = await simulated.pair(manager, `tenant-${number}`, number);
  const contact = simulated.simulator.contact(freshPhone(), { name: "Ada" });
  return { ingestion, tenant, contact };
}

const key = { idempotencyKey: "order-1" };

const hasLeft = (tenant: Tenant, chat: string) =>
  eventually(async () => expect((await tenant.messages(chat)).items).toMatchObject([{ status: "delivered" }]));

describe("a send under an idempotency key", () => {
  it("is answered as it was the first time when it is repeated, without sending", async () => {
    const { ingestion, tenant, contact } = await pairedTenant();
    const first = await tenant.sendText(contact.number, "once", key);
    await hasLeft(tenant, contact.number);
    const second = await tenant.sendText(contact.number, "once", key);
    expect(JSON.parse(JSON.stringify(second))).toEqual(JSON.parse(JSON.stringify(first)));
    expect(ingestion.leaving).toBe(1);
  });

  it("is answered also while the tenant is not connected, once it has left", async () => {
    const { tenant, contact } = await pairedTenant();
    const { id } = await tenant.sendText(contact.number, "once", key);
    await hasLeft(tenant, contact.number);
    await tenant.disconnect();
    expect((await tenant.sendText(contact.number, "once", key)).id).toBe(id);
    const other = tenant.sendText(contact.number, "twice", { idempotencyKey: "order-2" });
    await expect(other).rejects.toMatchObject({ code: "SESSION_NOT_CONNECTED" });
  });

  it("is one send when many callers make it at once", async () => {
    const { ingestion, tenant, contact } = await pairedTenant();
    const all = await Promise.all(Array.from({ length: 5 }, () => tenant.sendText(contact.number, "once", key)));
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    expect(ingestion.leaving).toBe(1);
  });

  it("goes out again under its id when it is not known to have left, and its recipient has it once", async () => {
    const storage = new MemoryStorage();
    const { ingestion, tenant, contact } = await pairedTenant({ storage });
    // As a storage is that has not caught up with the inbox.
    storage.messages.find = async () => undefined;
    const first = await tenant.sendText(contact.number, "once", key);
    await contact.received("once");
    const second = await tenant.sendText(contact.number, "once", key);
    expect(second.id).toBe(first.id);
    await tenant.sendText(contact.number, "the last");
    await contact.received("the last");
    expect(ingestion.leaving).toBe(3);
    expect(contact.messages().filter(({ text }) => text === "once")).toHaveLength(1);
  });

  it("is refused for another text or recipient, also when both come at once", async () => {
    const { tenant, contact } = await pairedTenant();
    const other = simulated.simulator.contact(freshPhone(), { name: "Grace" });
    const reused = { code: "IDEMPOTENCY_KEY_REUSED" };
    const outcomes = await Promise.allSettled([
      tenant.sendText(contact.number, "once", key),
      tenant.sendText(contact.number, "something else", key),
    ]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({ reason: reused });
    await expect(tenant.sendText(other.number, "once", key)).rejects.toMatchObject(reused);
  });

  it("may be repeated until it succeeds", async () => {
    let isOut = true;
    const patchMessageBeforeSending = (message: object) => {
      if (isOut) throw new Error("no way out");
      return message;
    };
    const { tenant, contact } = await pairedTenant({ whatsapp: { socketConfig: { patchMessageBeforeSending } } });
    await expect(tenant.sendText(contact.number, "at last", key)).rejects.toMatchObject({ code: "SEND_FAILED" });
    isOut = false;
    const { id } = await tenant.sendText(contact.number, "at last", key);
    await contact.received("at last");
    await eventually(async () =>
      expect((await tenant.messages(contact.number)).items).toMatchObject([{ id, status: "delivered" }]),
    );
  });

  it.each(["", "two words", "ümlaut", "x".repeat(256)])("is refused when its key is %o", async (idempotencyKey) => {
    const { tenant, contact } = await pairedTenant();
    await expect(tenant.sendText(contact.number, "hello", { idempotencyKey })).rejects.toMatchObject({
      code: "INVALID_IDEMPOTENCY_KEY",
    });
  });

  it("does not leave when its key cannot be noted", async () => {
    const storage = new MemoryStorage();
    storage.sends.claim = () => Promise.reject(new Error("the disk is full"));
    const { ingestion, tenant, contact } = await pairedTenant({ storage });
    await expect(tenant.sendText(contact.number, "hello", key)).rejects.toThrow("the disk is full");
    expect(ingestion.leaving).toBe(0);
  });
});

/** A tenant in a process of its own, and what it says line by line. */
function sender(directory: string, moment: string, number: string) {
  const program = fileURLToPath(new URL("idempotent-send-process.ts", import.meta.url));
  const { url, trust } = simulated.simulator;
  const argv = ["--import", "tsx", program, directory, url, trust.noiseRootPublicKey, moment, number];
  const child: ChildProcess = spawn(process.execPath, argv, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const kill = async () => {
    child.kill("SIGKILL");
    await ended;
  };
  onTestFinished(kill);
  if (child.stdout === null) throw new Error("no output to read");
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => String((await lines.next()).value);
  return { next, kill };
}

describe.each(["claimed", "kept", "sent"])("a process that is killed after its send was %s", (moment) => {
  it("sends it once when it is repeated after the restart", async () => {
    const directory = temporaryDirectory();
    const [number, contact] = [freshPhone(), simulated.simulator.contact(freshPhone(), { name: "Ada" })];
    const first = sender(directory, moment, contact.number);
    await simulated.simulator.phone(number).scanQr(await first.next());
    const outcome = await first.next();
    expect(outcome === "held").toBe(moment !== "sent");
    await first.kill();
    const isThere = () => contact.messages().some(({ text }) => text === "once and for all");
    if (moment !== "sent") expect(isThere()).toBe(false);
    const again = sender(directory, "never", contact.number);
    const id = await again.next();
    const { id: received } = await contact.received("once and for all");
    expect(received).toBe(id);
    if (moment === "sent") expect(outcome).toBe(id);
    await again.kill();
    expect(contact.messages().filter(({ text }) => text === "once and for all")).toHaveLength(1);
  });
});
