import assert from "node:assert/strict";
import type { Check } from "../check.ts";
import { ANNA, arrived, BERT, BOB, BOB_IS_BOB, idsOf, moved, type StorageContext } from "./storage-context.ts";

export const isolationChecks: readonly Check<StorageContext>[] = [
  {
    name: "keeps two tenants' messages apart under the same chat and id",
    async run({ storage }) {
      const [anna, bert] = await Promise.all([
        storage.apply(ANNA, [arrived({ id: "A", text: "for Anna" })]),
        storage.apply(BERT, [arrived({ id: "A", text: "for Bert" })]),
      ]);
      assert.deepEqual([anna.stored[0]?.text, bert.stored[0]?.text], ["for Anna", "for Bert"]);
      for (const [tenant, text] of [[ANNA, "for Anna"] as const, [BERT, "for Bert"] as const]) {
        const { items } = await storage.messages.page(tenant, BOB, { limit: 10 });
        assert.deepEqual(
          items.map((message) => message.text),
          [text],
        );
        assert.equal((await storage.messages.find(tenant, "A"))?.text, text);
        const chats = (await storage.chats.page(tenant, { limit: 10 })).items;
        assert.deepEqual(
          chats.map((chat) => chat.lastMessage?.text),
          [text],
        );
      }
    },
  },
  {
    name: "shows a tenant nothing of another",
    async run({ storage }) {
      await storage.apply(ANNA, [arrived({ id: "A" }), BOB_IS_BOB]);
      await storage.tenants.save(ANNA, { webhookUrl: "https://anna.example/" });
      assert.deepEqual(await idsOf(storage, BERT), []);
      assert.equal(await storage.messages.find(BERT, "A"), undefined);
      assert.deepEqual((await storage.chats.page(BERT, { limit: 10 })).items, []);
      assert.equal(await storage.tenants.get(BERT), undefined);
    },
  },
  {
    name: "moves, names and counts only in the tenant that the record is for",
    async run({ storage }) {
      const own = arrived({ id: "A", fromMe: true, status: "pending" });
      await storage.apply(ANNA, [own]);
      await storage.apply(BERT, [own, moved("A", "read"), moved("B", "read")]);
      await storage.apply(BERT, [{ kind: "chat", jid: BOB, name: "Bert's Bob", unreadCount: 7 }]);
      await storage.apply(ANNA, [arrived({ id: "B", fromMe: true, status: "pending" })]);
      assert.equal((await storage.messages.find(ANNA, "A"))?.status, "pending");
      assert.equal((await storage.messages.find(ANNA, "B"))?.status, "pending");
      const [chat] = (await storage.chats.page(ANNA, { limit: 10 })).items;
      assert.deepEqual([chat?.name, chat?.unreadCount], [null, 0]);
    },
  },
  {
    name: "tells a tenant by its cursors nothing of how much others have stored",
    async run({ storage }) {
      const cursorOf = async (tenant: typeof ANNA) => {
        await storage.apply(tenant, [arrived({ id: "A" }), arrived({ id: "B" })]);
        return (await storage.messages.page(tenant, BOB, { limit: 1 })).nextCursor;
      };
      assert.equal(await cursorOf(ANNA), await cursorOf(BERT));
    },
  },
  {
    name: "takes one tenant's cursor for a place in time, never for a way into another's data",
    async run({ storage }) {
      await storage.apply(ANNA, [arrived({ id: "A" }), arrived({ id: "B" })]);
      await storage.apply(BERT, [arrived({ id: "A", text: "for Bert" })]);
      const { nextCursor } = await storage.messages.page(ANNA, BOB, { limit: 1 });
      const { items } = await storage.messages.page(BERT, BOB, { limit: 10, cursor: nextCursor ?? undefined });
      assert.deepEqual(
        items.map((message) => message.text),
        ["for Bert"],
      );
    },
  },
];
