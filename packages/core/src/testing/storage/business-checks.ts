import assert from "node:assert/strict";
import type { StoredBusiness } from "../../types/business.ts";
import type { Check } from "../check.ts";
import { ANNA, BERT, type StorageContext } from "./storage-context.ts";

const BAKERY: StoredBusiness = {
  info: {
    name: "Anna's bakery 🥐",
    workingHours: "mon 08:00-18:00",
    locationUrl: "https://example.com/map",
    shippingDetails: null,
    instagramUrl: null,
    websiteUrl: "https://example.com",
    mobileNumbers: ["+1234567890", "9876543210"],
  },
  fetched: ["name", "websiteUrl"],
};

export const businessChecks: readonly Check<StorageContext>[] = [
  {
    name: "knows nothing of a business before it was told",
    async run({ storage }) {
      assert.equal(await storage.business.get(ANNA), undefined);
    },
  },
  {
    name: "keeps a business as it was told, also after it was opened again",
    async run({ storage, reopen }) {
      await storage.business.put(ANNA, BAKERY);
      assert.deepEqual(await storage.business.get(ANNA), BAKERY);
      const again = await reopen();
      assert.deepEqual(await again.business.get(ANNA), BAKERY);
    },
  },
  {
    name: "replaces a business as a whole",
    async run({ storage }) {
      await storage.business.put(ANNA, BAKERY);
      const changed = { info: { ...BAKERY.info, name: null, mobileNumbers: null }, fetched: [] };
      await storage.business.put(ANNA, changed);
      assert.deepEqual(await storage.business.get(ANNA), changed);
    },
  },
  {
    name: "shows nobody another tenant's business, and erases one alone, also after it was opened again",
    async run({ storage, reopen }) {
      await storage.business.put(ANNA, BAKERY);
      assert.equal(await storage.business.get(BERT), undefined);
      await storage.business.put(BERT, { ...BAKERY, fetched: [] });
      await storage.erase(ANNA);
      assert.equal(await storage.business.get(ANNA), undefined);
      assert.deepEqual(await storage.business.get(BERT), { ...BAKERY, fetched: [] });
      const again = await reopen();
      assert.equal(await again.business.get(ANNA), undefined);
      assert.deepEqual(await again.business.get(BERT), { ...BAKERY, fetched: [] });
    },
  },
  {
    name: "neither shows nor keeps a business while it is closed",
    async run({ storage }) {
      await storage.business.put(ANNA, BAKERY);
      await storage.close();
      const closed = { code: "STORAGE_CLOSED" };
      await assert.rejects(async () => storage.business.get(ANNA), closed);
      await assert.rejects(async () => storage.business.put(ANNA, BAKERY), closed);
    },
  },
];
