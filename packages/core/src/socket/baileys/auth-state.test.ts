import { BufferJSON, initAuthCreds } from "@whiskeysockets/baileys";
import { expect, it } from "vitest";
import { MemoryAuthStore } from "../../storage/auth/memory-auth-store.ts";
import { parseTenantId } from "../../types/parse-tenant-id.ts";
import { isLinked, loadAuthState, readCreds } from "./auth-state.ts";
import { KeyCache } from "./key-cache.ts";

const tenant = parseTenantId("tenant-a");
const scope = () => new KeyCache().scope();

async function storeWith(creds: object | string) {
  const store = new MemoryAuthStore();
  const value = typeof creds === "string" ? creds : JSON.stringify(creds, BufferJSON.replacer);
  await store.set(tenant, [{ type: "creds", id: "", value }]);
  return store;
}

it("begins a new identity for a tenant that has none, and loads the saved one ever after", async () => {
  const store = new MemoryAuthStore();
  const first = await loadAuthState(store, tenant, scope());
  await first.saveCreds();
  const second = await loadAuthState(store, tenant, scope());
  expect(second.creds).toEqual(first.creds);
});

it("stores what the credentials are at the time of the write, however many saves were asked for meanwhile", async () => {
  const store = new MemoryAuthStore();
  const { creds, saveCreds } = await loadAuthState(store, tenant, scope());
  const saves = [saveCreds(), saveCreds()];
  creds.nextPreKeyId = 813;
  saves.push(saveCreds());
  await Promise.all(saves);
  expect((await readCreds(store, tenant))?.nextPreKeyId).toBe(813);
});

it("puts the remains of a pairing that was cut off aside and begins anew, because WhatsApp would answer them with 401", async () => {
  const half = { ...initAuthCreds(), me: { id: "15550001001@s.whatsapp.net", name: "~" } };
  const store = await storeWith(half);
  const { creds } = await loadAuthState(store, tenant, scope());
  expect(isLinked(half)).toBe(false);
  expect(creds.me).toBeUndefined();
  expect(creds.registrationId === half.registrationId && creds.advSecretKey === half.advSecretKey).toBe(false);
});

it.each(["{", "[]", "{}", '"text"', "null"])(
  "refuses the unreadable credentials %s instead of making a new identity",
  async (text) => {
    const store = await storeWith(text);
    await expect(loadAuthState(store, tenant, scope())).rejects.toMatchObject({ code: "CREDENTIALS_UNREADABLE" });
    expect((await store.get(tenant, "creds", [""])).get("")).toBe(text);
  },
);
