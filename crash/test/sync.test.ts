import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WhatsAppSimulator } from "@polyphone/simulator";
import { expect, it, onTestFinished } from "vitest";
import { isOnline, makeCast, queuedIds, type Tenant } from "../src/cast.ts";
import { ServerProcess } from "../src/server-process.ts";
import { SyncTrace } from "../src/sync-trace.ts";
import { waitUntil } from "../src/wait-until.ts";

const MESSAGES = 60;
const CONNECT_TIMEOUT_MS = 60_000;
const RECEIPTS_TIMEOUT_MS = 60_000;
const timeout = 180_000;

interface Found {
  readonly early: number;
  readonly receipts: number;
  readonly sent: number;
}

/** Has contacts write to every tenant and to the groups, and returns the messages whose receipt came before their sync. */
async function earlyReceipts(isUnsafe: boolean): Promise<Found> {
  const directory = await mkdtemp(join(tmpdir(), "polyphone-sync-"));
  const simulator = await WhatsAppSimulator.start();
  const trace = new SyncTrace(directory, isUnsafe);
  const server = new ServerProcess({ url: simulator.url, simulator, directory, authStore: "sqlite", env: trace.env });
  onTestFinished(async () => {
    await server.stop();
    await simulator.stop();
    await rm(directory, { recursive: true });
  });
  expect(await server.start()).toBe(true);
  const { tenants, contacts, groups } = await makeCast(simulator, server, 2);
  expect(await waitUntil(() => tenants.every(isOnline), CONNECT_TIMEOUT_MS)).toBe(true);
  const goals = [
    ...tenants.flatMap((tenant) => [tenant.phone.jid, tenant.phone.lid].map((to) => ({ to, readers: [tenant] }))),
    ...groups.map(({ id, tenants: readers }) => ({ to: id, readers })),
  ];
  const writes = Array.from({ length: MESSAGES }, async (_, index) => {
    const [from, goal] = [contacts[index % contacts.length], goals[index % goals.length]];
    if (from === undefined || goal === undefined) return [];
    const { id } = await from.sendText(goal.to, `message ${index}`);
    return goal.readers.map((tenant) => ({ tenant, id }));
  });
  const sent = (await Promise.all(writes)).flat();
  const receipts = await receiptsOf(sent);
  return { early: trace.early(receipts).length, receipts: receipts.size, sent: sent.length };
}

/** When each message left its tenant's queue, which is when WhatsApp has its receipt. Looks without a pause. */
async function receiptsOf(sent: readonly { readonly tenant: Tenant; readonly id: string }[]) {
  const receipts = new Map<string, bigint>();
  const deadline = Date.now() + RECEIPTS_TIMEOUT_MS;
  while (receipts.size < sent.length && Date.now() < deadline) {
    const now = process.hrtime.bigint();
    for (const { tenant, id } of sent) {
      const name = `${tenant.id} ${id}`;
      if (!receipts.has(name) && !queuedIds(tenant).has(id)) receipts.set(name, now);
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  return receipts;
}

it("lets no receipt leave before its message is synced: one to one and in groups, by phone number and by identity", {
  timeout,
}, async () => {
  const { early, receipts, sent } = await earlyReceipts(false);
  expect(sent).toBeGreaterThan(MESSAGES);
  expect({ early, receipts }).toEqual({ early: 0, receipts: sent });
});

it("finds out when nothing is synced", { timeout }, async () => {
  const { early, receipts, sent } = await earlyReceipts(true);
  expect({ early, receipts }).toEqual({ early: sent, receipts: sent });
});
