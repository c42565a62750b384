import assert from "node:assert/strict";
import type { Check } from "../check.ts";
import { ANNA, type StorageContext } from "./storage-context.ts";

export const tenantChecks: readonly Check<StorageContext>[] = [
  {
    name: "does not know a tenant that was never saved",
    async run({ storage }) {
      assert.equal(await storage.tenants.get(ANNA), undefined);
    },
  },
  {
    name: "creates a tenant with the times of its creation and change",
    async run({ storage }) {
      const before = Date.now();
      const saved = await storage.tenants.save(ANNA, {});
      assert.equal(saved.tenantId, ANNA);
      assert.equal(saved.webhookUrl, null);
      assert.ok(saved.createdAt >= before && saved.createdAt <= Date.now());
      assert.equal(saved.updatedAt, saved.createdAt);
      assert.deepEqual({ ...(await storage.tenants.get(ANNA)) }, { ...saved });
    },
  },
  {
    name: "changes of a tenant only what is named",
    async run({ storage }) {
      const created = await storage.tenants.save(ANNA, { webhookUrl: "https://anna.example/hook" });
      const touched = await storage.tenants.save(ANNA, {});
      assert.equal(touched.webhookUrl, "https://anna.example/hook");
      assert.equal(touched.createdAt, created.createdAt);
      assert.ok(touched.updatedAt >= created.updatedAt);
      assert.equal((await storage.tenants.save(ANNA, { webhookUrl: null })).webhookUrl, null);
    },
  },
];
