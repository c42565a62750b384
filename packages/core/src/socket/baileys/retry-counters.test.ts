import { expect, it } from "vitest";
import { MemoryAuthStore } from "../../storage/auth/memory-auth-store.ts";
import { parseTenantId } from "../../types/parse-tenant-id.ts";
import { retryCounters } from "./retry-counters.ts";
import { WriteFence } from "./write-fence.ts";

const [ANNA, BERT] = [parseTenantId("tenant-anna"), parseTenantId("tenant-bert")];

const counters = (store: MemoryAuthStore, tenant = ANNA) => retryCounters(store, tenant, new WriteFence());

it("still counts after a restart, for each tenant alone", async () => {
  const store = new MemoryAuthStore();
  const first = counters(store);
  await Promise.all([first.set("A:1@s.whatsapp.net", 1), first.set("B:1@s.whatsapp.net", 4)]);
  await first.set("A:1@s.whatsapp.net", 2);
  await first.del("B:1@s.whatsapp.net");
  const again = counters(store);
  expect([await again.get("A:1@s.whatsapp.net"), await again.get("B:1@s.whatsapp.net")]).toEqual([2, undefined]);
  expect(await counters(store, BERT).get("A:1@s.whatsapp.net")).toBeUndefined();
});

it("forgets the oldest when there are too many", async () => {
  const store = new MemoryAuthStore();
  const all = counters(store);
  await Promise.all(Array.from({ length: 501 }, (_, index) => all.set(`M${index}`, index)));
  const again = counters(store);
  expect([await again.get("M0"), await again.get("M1"), await again.get("M500")]).toEqual([undefined, 1, 500]);
});

it("counts anew when what is stored cannot be read", async () => {
  const store = new MemoryAuthStore();
  await store.set(ANNA, [{ type: "retry-counters", id: "all", value: "{" }]);
  const all = counters(store);
  expect(await all.get("A")).toBeUndefined();
  await all.set("A", 1);
  expect(await counters(store).get("A")).toBe(1);
});

it("writes nothing for a socket that is closed", async () => {
  const store = new MemoryAuthStore();
  const fence = new WriteFence();
  const late = retryCounters(store, ANNA, fence);
  await fence.close();
  await expect(async () => late.set("A", 1)).rejects.toThrow();
  expect(await counters(store).get("A")).toBeUndefined();
});
