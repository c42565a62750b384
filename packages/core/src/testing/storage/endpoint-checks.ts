import assert from "node:assert/strict";
import type { WebhookEndpoint } from "../../types/webhook.ts";
import type { Check } from "../check.ts";
import { ANNA, BERT, NOON, type StorageContext } from "./storage-context.ts";

const endpointOf = (id: string, change: Partial<WebhookEndpoint> = {}): WebhookEndpoint => ({
  id,
  url: `https://${id}.example/hook`,
  events: ["connection", "message.received"],
  secrets: [`whsec_${id}`],
  asksForQr: false,
  createdAt: NOON,
  disabled: null,
  ...change,
});

const CHANGED = { events: [], secrets: ["whsec_new", "whsec_old"], asksForQr: true, url: "http://other.example/" };

export const endpointChecks: readonly Check<StorageContext>[] = [
  {
    name: "keeps a tenant's endpoints in the order of their coming, and each as it was saved last, also after it was opened again",
    async run({ storage, reopen }) {
      for (const id of ["z", "a", "m"]) await storage.endpoints.save(ANNA, endpointOf(id));
      const changed = endpointOf("z", { ...CHANGED, disabled: { reason: "gone", at: NOON + 1 } });
      await storage.endpoints.save(ANNA, changed);
      await storage.endpoints.save(ANNA, endpointOf("m", CHANGED));
      const again = await reopen();
      const expected = [changed, endpointOf("a"), endpointOf("m", CHANGED)];
      assert.deepEqual(await again.endpoints.list(ANNA), expected);
    },
  },
  {
    name: "keeps the endpoints of tenants apart, though they have one id",
    async run({ storage }) {
      await storage.endpoints.save(ANNA, endpointOf("default"));
      await storage.endpoints.save(BERT, endpointOf("default", CHANGED));
      assert.deepEqual(await storage.endpoints.list(ANNA), [endpointOf("default")]);
      await storage.endpoints.remove(ANNA, "default");
      assert.deepEqual(await storage.endpoints.list(ANNA), []);
      assert.deepEqual(await storage.endpoints.list(BERT), [endpointOf("default", CHANGED)]);
    },
  },
  {
    name: "removes the endpoint of an id, and none when there is none",
    async run({ storage }) {
      await storage.endpoints.save(ANNA, endpointOf("a"));
      await storage.endpoints.save(ANNA, endpointOf("b"));
      await storage.endpoints.remove(ANNA, "a");
      await storage.endpoints.remove(ANNA, "a");
      assert.deepEqual(await storage.endpoints.list(ANNA), [endpointOf("b")]);
    },
  },
  {
    name: "names the tenants that have an endpoint or a webhook URL, each once",
    async run({ storage }) {
      await storage.tenants.save(ANNA, {});
      assert.deepEqual(await storage.endpoints.tenants(), []);
      await storage.endpoints.save(ANNA, endpointOf("a"));
      await storage.tenants.save(ANNA, { webhookUrl: "https://anna.example/" });
      await storage.tenants.save(BERT, { webhookUrl: "https://bert.example/" });
      assert.deepEqual([...(await storage.endpoints.tenants())].toSorted(), [ANNA, BERT]);
      await storage.endpoints.remove(ANNA, "a");
      for (const tenant of [ANNA, BERT]) await storage.tenants.save(tenant, { webhookUrl: null });
      assert.deepEqual(await storage.endpoints.tenants(), []);
    },
  },
  {
    name: "erases a tenant's endpoints, and no other's",
    async run({ storage }) {
      for (const tenant of [ANNA, BERT]) await storage.endpoints.save(tenant, endpointOf("a"));
      await storage.erase(ANNA);
      assert.deepEqual(await storage.endpoints.list(ANNA), []);
      assert.deepEqual(await storage.endpoints.list(BERT), [endpointOf("a")]);
    },
  },
  {
    name: "refuses every call on its endpoints while it is closed",
    async run({ storage }) {
      await storage.close();
      const closed = { code: "STORAGE_CLOSED" };
      await assert.rejects(async () => storage.endpoints.list(ANNA), closed);
      await assert.rejects(async () => storage.endpoints.save(ANNA, endpointOf("a")), closed);
      await assert.rejects(async () => storage.endpoints.remove(ANNA, "a"), closed);
      await assert.rejects(async () => storage.endpoints.tenants(), closed);
    },
  },
];
