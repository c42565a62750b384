import { expect, it } from "vitest";
import { MemoryAuthStore } from "../../storage/auth/memory-auth-store.ts";
import { parseTenantId } from "../../types/parse-tenant-id.ts";
import { KeyCache } from "./key-cache.ts";
import { keyStore } from "./key-store.ts";

const tenant = parseTenantId("tenant-a");
const bytes = (text: string) => Buffer.from(text);

/** Counts reads, and lets the test decide when one is answered. */
class WatchedStore extends MemoryAuthStore {
  reads = 0;
  gate: Promise<void> = Promise.resolve();

  override async get(...args: Parameters<MemoryAuthStore["get"]>) {
    this.reads += 1;
    const found = await super.get(...args);
    await this.gate;
    return found;
  }
}

it("gives back bytes as they were stored, and nothing for what was deleted or never there", async () => {
  const keys = keyStore(new MemoryAuthStore(), tenant, new KeyCache().scope());
  await keys.set({ session: { one: bytes("1"), two: bytes("2") } });
  await keys.set({ session: { two: null } });
  expect(await keys.get("session", ["one", "two", "three"])).toEqual({ one: bytes("1") });
});

it("asks the store once for what it has or has not, and for a pre-key each time", async () => {
  const store = new WatchedStore();
  const cache = new KeyCache();
  await keyStore(store, tenant, cache.scope()).set({ session: { one: bytes("1") }, "sender-key": { one: bytes("s") } });
  const keys = keyStore(store, tenant, cache.scope());
  for (let time = 0; time < 3; time += 1) expect(await keys.get("session", ["one"])).toEqual({ one: bytes("1") });
  expect(store.reads).toBe(1);
  for (let time = 0; time < 3; time += 1) expect(await keys.get("tctoken", ["nobody"])).toEqual({});
  expect(store.reads).toBe(2);
  await keys.get("pre-key", ["7"]);
  await keys.get("pre-key", ["7"]);
  expect(store.reads).toBe(4);
});

it("does not see what an earlier socket had in memory", async () => {
  const store = new MemoryAuthStore();
  const cache = new KeyCache();
  await keyStore(store, tenant, cache.scope()).set({ session: { one: bytes("old") } });
  await store.quarantine(tenant);
  expect(await keyStore(store, tenant, cache.scope()).get("session", ["one"])).toEqual({});
});

it("does not remember what a read brings that a write has overtaken", async () => {
  const store = new WatchedStore();
  const keys = keyStore(store, tenant, new KeyCache().scope());
  await store.set(tenant, [{ type: "session", id: "one", value: JSON.stringify("old") }]);
  let open: () => void = () => {};
  store.gate = new Promise((resolve) => {
    open = resolve;
  });
  const overtaken = keys.get("session", ["one"]);
  await keys.set({ session: { one: bytes("new") } });
  open();
  await overtaken;
  expect(await keys.get("session", ["one"])).toEqual({ one: bytes("new") });
});

it("holds nothing of a write that failed", async () => {
  const store = new MemoryAuthStore();
  const keys = keyStore(store, tenant, new KeyCache().scope());
  await keys.set({ session: { one: bytes("kept") } });
  store.set = () => Promise.reject(new Error("disk full"));
  await expect(keys.set({ session: { one: bytes("lost") } })).rejects.toThrow("disk full");
  expect(await keys.get("session", ["one"])).toEqual({ one: bytes("kept") });
});
