import assert from "node:assert/strict";
import type { AuthEntry, AuthStore } from "../../storage/auth-store.ts";
import { parseTenantId } from "../../types/parse-tenant-id.ts";
import type { Check } from "../check.ts";

/** What an auth store check works on. */
export interface AuthStoreContext {
  /** Empty. */
  readonly store: AuthStore;
  /** Closes it and resolves with one that sees the same data. */
  readonly reopen: () => Promise<AuthStore>;
}

const ANNA = parseTenantId("tenant-anna");
const BERT = parseTenantId("tenant-bert");

const creds = (value: string): AuthEntry => ({ type: "creds", id: "", value: JSON.stringify({ value }) });
const session = (id: string, value: unknown): AuthEntry => ({ type: "session", id, value: JSON.stringify(value) });
const gone = (id: string): AuthEntry => ({ type: "session", id, value: null });

/** Ids as WhatsApp makes them, with the characters that file names do not like. */
const IDS = ["4915112345678.0", "4915112345678_1.12", "120363@g.us::4915112345678::3", "AAAA/bbb+c=", "..", "%2e%2e"];

const values = async (store: AuthStore, ids: readonly string[], tenant = ANNA) =>
  Object.fromEntries(await store.get(tenant, "session", ids));

export const authStoreChecks: readonly Check<AuthStoreContext>[] = [
  {
    name: "has nothing for a tenant that it does not know",
    async run({ store }) {
      assert.deepEqual(await values(store, ["1"]), {});
      assert.deepEqual(await store.tenants(), []);
    },
  },
  {
    name: "returns each value under its id, exactly, and leaves out what is not there",
    async run({ store }) {
      const text = '{"a":"ä 漢字 👋 \\u0000","n":1}';
      await store.set(ANNA, [{ type: "session", id: "1", value: text }, session("2", [])]);
      assert.deepEqual(await values(store, ["2", "1", "3"]), { "1": text, "2": "[]" });
    },
  },
  {
    name: "keeps types, and ids with any character, apart",
    async run({ store }) {
      await store.set(ANNA, [...IDS.map((id) => session(id, id)), { type: "pre-key", id: "..", value: "1" }]);
      assert.deepEqual(await values(store, IDS), Object.fromEntries(IDS.map((id) => [id, JSON.stringify(id)])));
    },
  },
  {
    name: "deletes with null, also what was never there",
    async run({ store }) {
      await store.set(ANNA, [session("1", 1), session("2", 2)]);
      await store.set(ANNA, [gone("1"), gone("3")]);
      assert.deepEqual(await values(store, ["1", "2", "3"]), { "2": "2" });
    },
  },
  {
    name: "writes the entries of one call in their order",
    async run({ store }) {
      await store.set(ANNA, [
        session("1", "old"),
        session("1", "new"),
        session("2", 2),
        gone("2"),
        gone("3"),
        session("3", 3),
      ]);
      assert.deepEqual(await values(store, ["1", "2", "3"]), { "1": '"new"', "3": "3" });
    },
  },
  {
    name: "lets calls for one tenant take effect in call order",
    async run({ store }) {
      const many = Array.from({ length: 50 }, (_, index) => session(`s${index}`, index));
      const writes = [store.set(ANNA, [...many, session("1", 0)])];
      for (let index = 1; index < 20; index += 1) writes.push(store.set(ANNA, [session("1", index)]));
      const read = values(store, ["1"]);
      await Promise.all(writes);
      assert.deepEqual(await read, { "1": "19" });
      assert.deepEqual(await values(store, ["1"]), { "1": "19" });
    },
  },
  {
    name: "stores the 812 pre-keys of a first login at once",
    async run({ store }) {
      const keys = Array.from({ length: 812 }, (_, index) => ({
        type: "pre-key",
        id: String(index),
        value: `${index}`,
      }));
      await store.set(ANNA, keys);
      const found = await store.get(
        ANNA,
        "pre-key",
        keys.map((key) => key.id),
      );
      assert.deepEqual(found, new Map(keys.map((key) => [key.id, key.value])));
    },
  },
  {
    name: "keeps two tenants apart under the same type and id",
    async run({ store }) {
      await Promise.all([store.set(ANNA, [session("1", "Anna's")]), store.set(BERT, [session("1", "Bert's")])]);
      await store.set(BERT, [session("2", 2)]);
      assert.deepEqual(await values(store, ["1", "2"]), { "1": '"Anna\'s"' });
      await store.set(BERT, [gone("1")]);
      assert.deepEqual(await values(store, ["1"]), { "1": '"Anna\'s"' });
    },
  },
  {
    name: "lists everything that is stored of one tenant, with the ids that WhatsApp makes",
    async run({ store }) {
      const stored = [
        creds("anna"),
        session("4915112345678_1.12", 1),
        { type: "pre-key", id: "812", value: "2" },
        { type: "sender-key", id: "120363@g.us::4915112345678::3", value: "3" },
        { type: "sender-key", id: "49151-1600000000@g.us::4915112345678_1::0", value: "3" },
        { type: "sender-key-memory", id: "49151-1600000000@g.us", value: "4" },
        { type: "app-state-sync-key", id: "AAAA/bbb+c=", value: "5" },
        { type: "app-state-sync-version", id: "critical_block", value: "6" },
        { type: "lid-mapping", id: "4915112345678_reverse", value: "7" },
        { type: "device-list", id: "4915112345678", value: "8" },
        { type: "identity-key", id: "4915112345678.0", value: "9" },
        { type: "tctoken", id: "4915112345678@lid", value: "10" },
        { type: "tctoken", id: "__index", value: "11" },
        { type: "retry-counters", id: "all", value: "12" },
      ];
      await store.set(ANNA, [...stored, session("gone", 1)]);
      await store.set(ANNA, [gone("gone")]);
      await store.set(BERT, [creds("bert"), session("1", "Bert's")]);
      const named = (entries: readonly AuthEntry[]) =>
        entries.map(({ type, id, value }) => `${type} ${id} ${value}`).sort();
      assert.deepEqual(named(await store.entries(ANNA)), named(stored));
      await store.quarantine(ANNA);
      assert.deepEqual(await store.entries(ANNA), []);
    },
  },
  {
    name: "destroys what was quarantined before a time, and nothing that is in use",
    async run({ store }) {
      await store.set(ANNA, [creds("old")]);
      await store.quarantine(ANNA);
      await store.set(ANNA, [creds("new"), session("1", 1)]);
      await store.set(BERT, [creds("bert")]);
      await store.quarantine(BERT);
      assert.equal(await store.forgetQuarantined(Date.now() - 60_000), 0);
      assert.equal(await store.forgetQuarantined(Date.now() + 60_000), 2);
      assert.equal(await store.forgetQuarantined(Date.now() + 60_000), 0);
      assert.deepEqual(await values(store, ["1"]), { "1": "1" });
      assert.deepEqual(await store.tenants(), [ANNA]);
    },
  },
  {
    name: "lists the tenants that have credentials",
    async run({ store }) {
      await store.set(ANNA, [creds("anna")]);
      await store.set(BERT, [session("1", 1)]);
      assert.deepEqual(await store.tenants(), [ANNA]);
    },
  },
  {
    name: "takes one tenant's credentials out of use by a quarantine, as often as wanted, and nobody else's",
    async run({ store }) {
      await store.set(BERT, [creds("bert")]);
      for (const attempt of ["first", "second"]) {
        await store.set(ANNA, [creds(attempt), session("1", 1)]);
        await store.quarantine(ANNA);
        assert.deepEqual(await values(store, ["1"]), {});
        assert.equal((await store.get(ANNA, "creds", [""])).size, 0);
      }
      await store.quarantine(ANNA);
      assert.deepEqual(await store.tenants(), [BERT]);
      assert.equal((await store.get(BERT, "creds", [""])).get(""), '{"value":"bert"}');
    },
  },
  {
    name: "erases all of one tenant's credentials, also what was handed in just before, and nobody else's",
    async run({ store, reopen }) {
      await store.set(BERT, [creds("bert"), session("1", "Bert's")]);
      await store.set(ANNA, [creds("quarantined")]);
      await store.quarantine(ANNA);
      await store.set(ANNA, [creds("anna"), session("1", 1)]);
      await Promise.all([store.set(ANNA, [session("2", 2)]), store.erase(ANNA)]);
      assert.deepEqual(await values(store, ["1", "2"]), {});
      const again = await reopen();
      assert.deepEqual(await values(again, ["1", "2"]), {});
      assert.deepEqual(await again.tenants(), [BERT]);
      assert.deepEqual(await values(again, ["1"], BERT), { "1": '"Bert\'s"' });
    },
  },
  {
    name: "erases as often as wanted, also a tenant that it does not know, and lets an erased one begin anew",
    async run({ store, reopen }) {
      await store.erase(ANNA);
      await store.set(ANNA, [creds("old"), session("1", 1)]);
      await store.erase(ANNA);
      await store.erase(ANNA);
      await store.set(ANNA, [creds("new")]);
      const again = await reopen();
      assert.equal((await again.get(ANNA, "creds", [""])).get(""), '{"value":"new"}');
      assert.deepEqual(await values(again, ["1"]), {});
    },
  },
  {
    name: "still has everything after it was closed and made again, and may be closed twice",
    async run({ store, reopen }) {
      await store.set(ANNA, [creds("anna"), session("1", 1), session("2", 2)]);
      await store.set(ANNA, [gone("2")]);
      const again = await reopen();
      assert.deepEqual(await again.tenants(), [ANNA]);
      assert.deepEqual(await values(again, ["1", "2"]), { "1": "1" });
      await again.close();
    },
  },
];
