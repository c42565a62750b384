import assert from "node:assert/strict";
import type { Storage } from "../../storage/storage.ts";
import type { TenantId } from "../../types/tenant.ts";
import type { Check } from "../check.ts";
import {
  ANNA,
  arrived,
  BERT,
  BOB,
  BOB_IS_BOB,
  BOB_LID,
  edited,
  GROUP,
  idsOf,
  moved,
  revoked,
  type StorageContext,
} from "./storage-context.ts";

/** Something of each kind that is kept for a tenant. */
async function fill(storage: Storage, tenant: TenantId): Promise<void> {
  await storage.tenants.save(tenant, { webhookUrl: "https://example.com/hook" });
  await storage.apply(
    tenant,
    [
      BOB_IS_BOB,
      arrived({ id: "A" }),
      arrived({ id: "B", chat: GROUP, sender: BOB }),
      { kind: "chat", jid: BOB, name: "Bob B." },
      moved("early", "read"),
      edited("early", 1000),
      revoked("early2"),
    ],
    42,
  );
}

const everythingOf = async (storage: Storage, tenant: TenantId) => ({
  config: await storage.tenants.get(tenant),
  chats: (await storage.chats.page(tenant, { limit: 10 })).items,
  messages: [await idsOf(storage, tenant), await idsOf(storage, tenant, BOB_LID), await idsOf(storage, tenant, GROUP)],
  found: await storage.messages.find(tenant, "A"),
  position: await storage.position(tenant),
});

const NOTHING = { config: undefined, chats: [], messages: [[], [], []], found: undefined, position: 0 };

export const eraseChecks: readonly Check<StorageContext>[] = [
  {
    name: "erases everything of a tenant, and nothing of another",
    async run({ storage, reopen }) {
      await fill(storage, ANNA);
      await fill(storage, BERT);
      const before = await everythingOf(storage, BERT);
      await storage.erase(ANNA);
      assert.deepEqual(await everythingOf(storage, ANNA), NOTHING);
      assert.deepEqual(await everythingOf(storage, BERT), before);
      const again = await reopen();
      assert.deepEqual(await everythingOf(again, ANNA), NOTHING);
      assert.deepEqual(await everythingOf(again, BERT), before);
    },
  },
  {
    name: "knows nothing of before when an erased tenant begins anew",
    async run({ storage }) {
      await fill(storage, ANNA);
      await storage.erase(ANNA);
      const { stored } = await storage.apply(ANNA, [
        arrived({ id: "A", chat: BOB_LID }),
        arrived({ id: "early" }),
        arrived({ id: "early2" }),
      ]);
      assert.deepEqual(
        stored.map(({ chat, text }) => [chat, text]),
        [
          [BOB_LID, "text of A"],
          [BOB, "text of early"],
          [BOB, "text of early2"],
        ],
      );
      assert.equal(await storage.position(ANNA), 0);
    },
  },
  {
    name: "erases a tenant twice, and one that it never knew",
    async run({ storage }) {
      await fill(storage, ANNA);
      await Promise.all([storage.erase(ANNA), storage.erase(ANNA)]);
      await storage.erase(ANNA);
      await storage.erase(BERT);
      assert.deepEqual([await everythingOf(storage, ANNA), await everythingOf(storage, BERT)], [NOTHING, NOTHING]);
    },
  },
  {
    name: "shows nobody what an erased tenant receives meanwhile",
    async run({ storage }) {
      const late = (index: number) => arrived({ id: `late ${index}`, chat: `4915100000${index}@s.whatsapp.net` });
      await storage.apply(
        ANNA,
        Array.from({ length: 20 }, (_, index) => late(index)),
      );
      const erased = storage.erase(ANNA);
      // In turns with the erasure, wherever it is by now.
      for (let index = 20; index < 40; index += 1) await storage.apply(ANNA, [late(index)]);
      await erased;
      for (let index = 0; index < 60; index += 1) {
        const chat = `4915200000${index}@s.whatsapp.net`;
        await storage.apply(BERT, [{ kind: "chat", jid: chat, name: "new" }]);
        assert.deepEqual(await idsOf(storage, BERT, chat), []);
      }
    },
  },
];
