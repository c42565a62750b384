import assert from "node:assert/strict";
import type { IngestRecord } from "../../types/ingest-record.ts";
import type { Check } from "../check.ts";
import { ANNA, arrived, BERT, idsOf, messageOf, type StorageContext } from "./storage-context.ts";

const malformed = {
  ...arrived({ id: "A" }),
  message: { ...messageOf({ id: "A" }), id: null },
} as unknown as IngestRecord;

export const positionChecks: readonly Check<StorageContext>[] = [
  {
    name: "is at position 0 until a batch brings one",
    async run({ storage }) {
      assert.equal(await storage.position(ANNA), 0);
      await storage.apply(ANNA, [arrived({ id: "A" })]);
      assert.equal(await storage.position(ANNA), 0);
    },
  },
  {
    name: "remembers each tenant's highest position, and never goes back",
    async run({ storage }) {
      await storage.apply(ANNA, [arrived({ id: "A" })], 7);
      await storage.apply(ANNA, [arrived({ id: "B" })], 5);
      await storage.apply(ANNA, [arrived({ id: "C" })]);
      await storage.apply(BERT, [arrived({ id: "A" })], Number.MAX_SAFE_INTEGER);
      assert.deepEqual([await storage.position(ANNA), await storage.position(BERT)], [7, Number.MAX_SAFE_INTEGER]);
      assert.deepEqual(await idsOf(storage), ["C", "B", "A"]);
    },
  },
  {
    name: "remembers the position of a batch that brings nothing new",
    async run({ storage }) {
      await storage.apply(ANNA, [arrived({ id: "A" })], 1);
      await storage.apply(ANNA, [arrived({ id: "A" })], 2);
      await storage.apply(ANNA, [], 3);
      assert.equal(await storage.position(ANNA), 3);
    },
  },
  {
    name: "does not remember the position of a batch that it refuses",
    async run({ storage }) {
      await storage.apply(ANNA, [arrived({ id: "B" })], 1);
      await assert.rejects(storage.apply(ANNA, [malformed], 2), { code: "RECORD_REJECTED" });
      assert.equal(await storage.position(ANNA), 1);
    },
  },
  {
    name: "still knows the position, and all up to it, after it was closed and opened again",
    async run({ storage, reopen }) {
      await storage.apply(ANNA, [arrived({ id: "A" })], 1);
      await storage.sync();
      await storage.apply(ANNA, [arrived({ id: "B" })], 2);
      const again = await reopen();
      assert.deepEqual([await again.position(ANNA), await idsOf(again)], [2, ["B", "A"]]);
    },
  },
];
