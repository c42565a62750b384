import { expect, it } from "vitest";
import { parseTenantId } from "../types/parse-tenant-id.ts";
import type { TenantId } from "../types/tenant.ts";
import { type ResumeContext, resume } from "./resume.ts";

const tenants = (...names: readonly string[]) => names.map(parseTenantId);

/** Resumes these tenants, whose latest messages are of these times, and tells what came of it. */
async function resumed(lastMessageAt: Readonly<Record<string, number>>, change: Partial<ResumeContext> = {}) {
  const [connected, failed, progress]: [TenantId[], TenantId[], string[]] = [[], [], []];
  await resume({
    auth: { tenants: async () => tenants(...Object.keys(lastMessageAt)) },
    chats: {
      page: async (tenant) => {
        const at = lastMessageAt[tenant];
        if (at === undefined || Number.isNaN(at)) throw new Error("cannot be read");
        return { items: at === 0 ? [] : [chatOf(at)], nextCursor: null };
      },
    },
    mayResume: async () => true,
    concurrency: 1,
    signal: new AbortController().signal,
    connect: async (tenant) => connected.push(tenant),
    failed: (tenant) => failed.push(tenant),
    progress: ({ tenantId, done, failed: failures, total }) =>
      progress.push(`${tenantId} ${done}/${total}, ${failures} failed`),
    ...change,
  });
  return { connected, failed, progress };
}

const chatOf = (lastMessageAt: number) => ({
  jid: "1@s.whatsapp.net",
  altJid: null,
  name: null,
  unreadCount: 0,
  lastMessageAt,
  lastMessage: null,
});

it("begins with those who were active last, and counts", async () => {
  const { connected, progress } = await resumed({ anna: 10, bert: 30, carl: 0, dora: 20 });
  expect(connected).toEqual(["bert", "dora", "anna", "carl"]);
  expect(progress).toEqual(["bert 1/4, 0 failed", "dora 2/4, 0 failed", "anna 3/4, 0 failed", "carl 4/4, 0 failed"]);
});

it("resumes those too whose last activity cannot be read, at the end", async () => {
  expect((await resumed({ anna: Number.NaN, bert: 30 })).connected).toEqual(["bert", "anna"]);
});

it("reports whoever fails, and goes on with the rest", async () => {
  const mayResume = async (tenant: TenantId) => {
    if (tenant === "bert") throw new Error("unreadable");
    return tenant !== "carl";
  };
  const { connected, failed, progress } = await resumed({ anna: 1, bert: 3, carl: 2 }, { mayResume });
  expect([connected, failed]).toEqual([["anna"], ["bert"]]);
  expect(progress.at(-1)).toBe("anna 3/3, 1 failed");
});

it("connects no more at once than it may", async () => {
  let [open, most] = [0, 0];
  const connect = async () => {
    open += 1;
    most = Math.max(most, open);
    await new Promise((resolve) => setImmediate(resolve));
    open -= 1;
  };
  const many = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`tenant-${index}`, index]));
  await resumed(many, { concurrency: 4, connect });
  expect(most).toBe(4);
});

it("begins nobody more once it is stopped", async () => {
  const abort = new AbortController();
  const { progress } = await resumed(
    { anna: 2, bert: 1 },
    { signal: abort.signal, connect: async () => abort.abort() },
  );
  expect(progress).toEqual(["anna 1/2, 0 failed"]);
});
