import { executionAsyncResource } from "node:async_hooks";
import { DEFAULT_CONNECTION_CONFIG } from "@whiskeysockets/baileys";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { MemoryAuthStore, type SessionReason, type TenantManager } from "../src/index.ts";
import { connected, eventually, Simulated } from "./simulated.ts";

let simulated: Simulated;
beforeAll(async () => {
  simulated = await Simulated.start();
});
afterEach(() => simulated.simulator.faults.clear());
afterAll(() => simulated.stop());

const OURS = DEFAULT_CONNECTION_CONFIG.version[2];

/** The reasons for which sessions of this manager had to open another socket. */
function reasonsOf(manager: TenantManager): (SessionReason | null)[] {
  const reasons: (SessionReason | null)[] = [];
  manager.on("session.state", ({ to, reason }) => to === "reconnecting" && reasons.push(reason));
  return reasons;
}

it("asks for the latest version once WhatsApp refuses ours, and comes back with it", async () => {
  let asked = 0;
  const latestVersion = async (): Promise<[number, number, number]> => {
    asked += 1;
    return [2, 3000, OURS + asked];
  };
  const manager = await simulated.manager({ whatsapp: { latestVersion } });
  const [anna, bert] = await Promise.all([
    simulated.pair(manager, "anna", "15550008011"),
    simulated.pair(manager, "bert", "15550008012"),
  ]);
  const reasons = reasonsOf(manager);
  simulated.simulator.faults.set({ oldestRevision: OURS + 1 });
  await simulated.simulator.phone("15550008011").kick("drop");
  await simulated.simulator.phone("15550008012").kick("drop");
  await eventually(() => expect(reasons).toContain("version_rejected"));
  await Promise.all([connected(anna), connected(bert)]);
  expect(asked).toBe(1);
});

it("goes on trying while the latest version cannot be asked for", async () => {
  let asked = 0;
  const latestVersion = async (): Promise<[number, number, number]> => {
    asked += 1;
    if (asked < 3) throw new Error("no network");
    return [2, 3000, OURS + 1];
  };
  const manager = await simulated.manager({ whatsapp: { latestVersion } });
  const tenant = await simulated.pair(manager, "anna", "15550008021");
  simulated.simulator.faults.set({ oldestRevision: OURS + 1 });
  await simulated.simulator.phone("15550008021").kick("drop");
  await eventually(() => expect(asked).toBe(3));
  await connected(tenant);
});

it("gives up a connection on which nothing comes any more, and misses nothing", async () => {
  const manager = await simulated.manager({ whatsapp: { keepAliveIntervalMs: 200, silenceTimeoutMs: 600 } });
  const tenant = await simulated.pair(manager, "anna", "15550008031");
  const reasons = reasonsOf(manager);
  const texts: (string | null)[] = [];
  manager.on("message.received", ({ message }) => texts.push(message.text));
  simulated.simulator.faults.set({ mute: true });
  await simulated.simulator.contact("15550008039").sendText("15550008031", "hello?");
  await eventually(() => expect(reasons).toContain("connection_silent"));
  simulated.simulator.faults.clear();
  await connected(tenant);
  await eventually(() => expect(texts).toEqual(["hello?"]));
});

it("keeps a connection that is idle and answers its pings", async () => {
  const manager = await simulated.manager({ whatsapp: { keepAliveIntervalMs: 100, silenceTimeoutMs: 2_000 } });
  await simulated.pair(manager, "anna", "15550008041");
  const reasons = reasonsOf(manager);
  const pings = () => simulated.simulator.state().iqs["get w:p ping"] ?? 0;
  const before = pings();
  // They take longer than a silent connection is left.
  await eventually(() => expect(pings()).toBeGreaterThan(before + 30));
  expect(reasons).toEqual([]);
});

it("does not let the rest wait at the start for a tenant that cannot connect", async () => {
  const auth = new MemoryAuthStore();
  const first = await simulated.manager({ auth });
  await simulated.pair(first, "anna", "15550008051");
  await simulated.pair(first, "bert", "15550008052");
  await first.stop();
  simulated.simulator.faults.set({ mute: true, phone: "15550008051" });
  const manager = await simulated.manager({ auth, resumeConcurrency: 1, connectTimeoutMs: 500 });
  const progress: object[] = [];
  manager.on("resume.progress", (news) => progress.push(news));
  await eventually(() => expect(progress.at(-1)).toMatchObject({ done: 2, failed: 1, total: 2 }));
  expect(manager.tenant("bert").status.state).toBe("connected");
  expect(manager.tenant("anna").status.state).toBe("connecting");
});

it("gives up a connection that brings what cannot be decrypted, alone, and comes back", async () => {
  const manager = await simulated.manager();
  const anna = await simulated.pair(manager, "anna", "15550008061");
  const bert = await simulated.pair(manager, "bert", "15550008062");
  const states: string[] = [];
  manager.on("session.state", ({ tenantId, to }) => states.push(`${tenantId} ${to}`));
  simulated.simulator.faults.set({ garble: true, phone: "15550008061" });
  await simulated.simulator.contact("15550008069").sendText("15550008061", "hello?");
  await eventually(() => expect(states).toContain("anna reconnecting"));
  simulated.simulator.faults.clear();
  await connected(anna);
  expect(bert.status.state).toBe("connected");
  expect(states.filter((move) => move.startsWith("bert"))).toEqual([]);
});

it("leaves no asynchronous storage behind, for which every later step of the process would pay", async () => {
  const manager = await simulated.manager();
  const tenant = await simulated.pair(manager, "anna", "15550008071");
  const friend = simulated.simulator.contact("15550008079");
  // Node before 24 notes each storage in use on whatever is begun.
  const storages = () =>
    new Promise<number>((resolve) => {
      setImmediate(() => resolve(Object.getOwnPropertySymbols(executionAsyncResource()).length));
    });
  const exchange = async (text: string) => {
    await friend.sendText("15550008071", text);
    await eventually(async () => expect((await tenant.messages(friend.number)).items[0]?.text).toBe(text));
    await tenant.sendText(friend.number, `${text}, too`);
  };
  const counts: number[] = [];
  for (let round = 0; round < 6; round += 1) {
    await exchange(`hello ${round}`);
    counts.push(await storages());
    await tenant.disconnect();
    await tenant.connect();
  }
  expect(counts).toEqual(Array(counts.length).fill(counts[0]));
});
