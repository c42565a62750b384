import assert from "node:assert/strict";
import type { Check } from "../check.ts";
import { ANNA, arrived, BOB, BOB_IS_BOB, BOB_LID, idsOf, moved, type StorageContext } from "./storage-context.ts";

export const durabilityChecks: readonly Check<StorageContext>[] = [
  {
    name: "still has everything after it was closed and opened again",
    async run({ storage, reopen }) {
      await storage.tenants.save(ANNA, { webhookUrl: "https://anna.example/" });
      await storage.apply(ANNA, [arrived({ id: "A", senderName: "bobby" }), BOB_IS_BOB, moved("B", "delivered")]);
      const before = await storage.chats.page(ANNA, { limit: 10 });
      const again = await reopen();
      assert.equal((await again.tenants.get(ANNA))?.webhookUrl, "https://anna.example/");
      assert.deepEqual(await again.chats.page(ANNA, { limit: 10 }), before);
      assert.deepEqual(await idsOf(again, ANNA, BOB_LID), ["A"]);
      const { stored } = await again.apply(ANNA, [
        arrived({ id: "A" }),
        arrived({ id: "B", fromMe: true, status: "pending" }),
      ]);
      assert.deepEqual(
        stored.map(({ id, status }) => [id, status]),
        [["B", "delivered"]],
      );
    },
  },
  {
    name: "stores or refuses, but never forgets, what is applied while it closes",
    async run({ storage, reopen }) {
      const running = storage.apply(ANNA, [arrived({ id: "A" })]);
      const outcome = running.then(
        () => "stored",
        () => "refused",
      );
      const again = await reopen();
      assert.deepEqual(await idsOf(again), (await outcome) === "stored" ? ["A"] : []);
    },
  },
  {
    name: "may be opened and closed twice",
    async run({ storage }) {
      await storage.apply(ANNA, [arrived({ id: "A" })]);
      await storage.open();
      assert.deepEqual(await idsOf(storage), ["A"]);
      await storage.close();
      await storage.close();
    },
  },
  {
    name: "refuses every call while it is closed",
    async run({ storage }) {
      await storage.close();
      const closed = { code: "STORAGE_CLOSED" };
      await assert.rejects(async () => storage.apply(ANNA, [arrived({ id: "A" })]), closed);
      await assert.rejects(async () => storage.messages.page(ANNA, BOB, { limit: 1 }), closed);
      await assert.rejects(async () => storage.messages.find(ANNA, "A"), closed);
      await assert.rejects(async () => storage.chats.page(ANNA, { limit: 1 }), closed);
      await assert.rejects(async () => storage.tenants.get(ANNA), closed);
      await assert.rejects(async () => storage.tenants.save(ANNA, {}), closed);
      await assert.rejects(async () => storage.position(ANNA), closed);
      await assert.rejects(async () => storage.sync(), closed);
      await assert.rejects(async () => storage.erase(ANNA), closed);
    },
  },
];
