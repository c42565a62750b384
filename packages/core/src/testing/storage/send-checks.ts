import assert from "node:assert/strict";
import type { KeyedSend } from "../../storage/send-store.ts";
import type { Check } from "../check.ts";
import { ANNA, BERT, BOB, NOON, type StorageContext } from "./storage-context.ts";

const DAY_MS = 86_400_000;

const sendOf = (key: string, id: string, createdAt = NOON): KeyedSend => ({
  key,
  id,
  chat: BOB,
  digest: `digest of ${id}`,
  createdAt,
});

export const sendChecks: readonly Check<StorageContext>[] = [
  {
    name: "lets the first send with a key stand, also after it was opened again",
    async run({ storage, reopen }) {
      const first = sendOf("order 1", "A");
      assert.deepEqual({ ...(await storage.sends.claim(ANNA, first)) }, first);
      assert.deepEqual({ ...(await storage.sends.claim(ANNA, sendOf("order 1", "B", NOON + 1))) }, first);
      const again = await reopen();
      assert.deepEqual({ ...(await again.sends.claim(ANNA, sendOf("order 1", "C", NOON + 2))) }, first);
    },
  },
  {
    name: "lets one of many sends with a key at the same time stand",
    async run({ storage }) {
      const ids = ["A", "B", "C", "D"];
      const standing = await Promise.all(ids.map((id) => storage.sends.claim(ANNA, sendOf("order 1", id))));
      assert.equal(new Set(standing.map(({ id }) => id)).size, 1);
    },
  },
  {
    name: "keeps the keys of sends apart, and those of one tenant from another's",
    async run({ storage }) {
      await storage.sends.claim(ANNA, sendOf("order 1", "A"));
      assert.equal((await storage.sends.claim(ANNA, sendOf("Order 1", "B"))).id, "B");
      assert.equal((await storage.sends.claim(BERT, sendOf("order 1", "C"))).id, "C");
    },
  },
  {
    name: "keeps the key of a send for a day, and clears it away as later ones come",
    async run({ storage }) {
      for (const id of ["A", "B", "C"]) await storage.sends.claim(ANNA, sendOf(id, id));
      await storage.sends.claim(ANNA, sendOf("D", "D", NOON + DAY_MS));
      assert.equal((await storage.sends.claim(ANNA, sendOf("A", "again", NOON + DAY_MS))).id, "A");
      for (const id of ["E", "F", "G"]) await storage.sends.claim(ANNA, sendOf(id, id, NOON + DAY_MS + 1));
      for (const id of ["A", "B", "C"]) {
        assert.equal((await storage.sends.claim(ANNA, sendOf(id, "anew", NOON + DAY_MS + 1))).id, "anew");
      }
      assert.equal((await storage.sends.claim(ANNA, sendOf("D", "again", NOON + DAY_MS + 1))).id, "D");
    },
  },
  {
    name: "erases the keys of a tenant's sends, and of no other's",
    async run({ storage }) {
      await storage.sends.claim(BERT, sendOf("order 1", "B"));
      // Last: whoever comes next may get the place in the tables that Anna had.
      await storage.sends.claim(ANNA, sendOf("order 1", "A"));
      await storage.erase(ANNA);
      assert.equal((await storage.sends.claim(ANNA, sendOf("order 1", "C"))).id, "C");
      assert.equal((await storage.sends.claim(BERT, sendOf("order 1", "D"))).id, "B");
    },
  },
  {
    name: "refuses to note a send while it is closed",
    async run({ storage }) {
      await storage.close();
      await assert.rejects(async () => storage.sends.claim(ANNA, sendOf("order 1", "A")), { code: "STORAGE_CLOSED" });
    },
  },
];
