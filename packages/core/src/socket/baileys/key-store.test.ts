import { BufferJSON } from "@whiskeysockets/baileys";
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

/** A group's keys as Baileys serialises them, with one that was skipped. */
const groupKeys = () => {
  const seed = Buffer.alloc(32, 7);
  const chain = { iteration: 3, seed };
  const state = { senderKeyId: 1, senderChainKey: chain, senderMessageKeys: [{ iteration: 1, seed }] };
  return Buffer.from(JSON.stringify([state]));
};

it.each(["in its cache", "from the store"])("gives a group's skipped keys back as bytes, %s", async (from) => {
  const store = new MemoryAuthStore();
  const scope = new KeyCache().scope();
  const keys = keyStore(store, tenant, scope);
  await keys.set({ "sender-key": { one: groupKeys() } });
  const reader = from === "in its cache" ? keys : keyStore(store, tenant, new KeyCache().scope());
  const { one } = await reader.get("sender-key", ["one"]);
  const [state] = JSON.parse(Buffer.from(one ?? []).toString(), BufferJSON.reviver);
  expect(state.senderMessageKeys[0].seed).toEqual(Buffer.alloc(32, 7));
});

it("reads a group's keys that another program has written", async () => {
  const store = new MemoryAuthStore();
  const value = JSON.stringify(groupKeys(), BufferJSON.replacer);
  await store.set(tenant, [{ type: "sender-key", id: "one", value }]);
  const { one } = await keyStore(store, tenant, new KeyCache().scope()).get("sender-key", ["one"]);
  const [state] = JSON.parse(Buffer.from(one ?? []).toString(), BufferJSON.reviver);
  expect(state.senderMessageKeys[0].seed).toEqual(Buffer.alloc(32, 7));
});
