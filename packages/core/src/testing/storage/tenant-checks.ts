import assert from "node:assert/strict";
import { parseTenantId } from "../../types/parse-tenant-id.ts";
import type { Check } from "../check.ts";
import { ANNA, BERT, NOON, type StorageContext } from "./storage-context.ts";

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
      assert.deepEqual([created.paused, created.tokensValidFrom], [false, 0]);
      const paused = await storage.tenants.save(ANNA, { paused: true });
      const revoked = await storage.tenants.save(ANNA, { tokensValidFrom: NOON });
      assert.deepEqual([paused.paused, revoked.paused, revoked.tokensValidFrom], [true, true, NOON]);
      assert.deepEqual({ ...(await storage.tenants.get(ANNA)) }, { ...revoked });
      assert.equal((await storage.tenants.save(ANNA, { paused: false })).tokensValidFrom, NOON);
    },
  },
  {
    name: "keeps what is set of a tenant apart from every other's, also after it was opened again",
    async run({ storage, reopen }) {
      await storage.tenants.save(BERT, {});
      await storage.tenants.save(ANNA, { paused: true, tokensValidFrom: NOON });
      const { tenants } = await reopen();
      const [anna, bert] = [await tenants.get(ANNA), await tenants.get(BERT)];
      assert.deepEqual([anna?.paused, anna?.tokensValidFrom], [true, NOON]);
      assert.deepEqual([bert?.paused, bert?.tokensValidFrom], [false, 0]);
    },
  },
  {
    name: "pages through all tenants, each once",
    async run({ storage }) {
      const created = [];
      for (const tenant of [ANNA, BERT, parseTenantId("tenant-carl")]) {
        created.push((await storage.tenants.save(tenant, {})).tenantId);
      }
      const first = await storage.tenants.page({ limit: 2 });
      const second = await storage.tenants.page({ limit: 2, cursor: first.nextCursor ?? "none" });
      assert.equal(second.nextCursor, null);
      const listed = [...first.items, ...second.items];
      assert.deepEqual(listed.map(({ tenantId }) => tenantId).sort(), created.sort());
      assert.deepEqual(
        { ...listed.find(({ tenantId }) => tenantId === ANNA) },
        { ...(await storage.tenants.get(ANNA)) },
      );
      assert.ok(listed.every(({ createdAt }, index) => createdAt <= (listed[index - 1]?.createdAt ?? createdAt)));
    },
  },
];
