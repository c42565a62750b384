import assert from "node:assert/strict";
import type { Check } from "../check.ts";
import { ANNA, arrived, BOB, moved, type StorageContext } from "./storage-context.ts";

const own = (id: string) => arrived({ id, fromMe: true, status: "pending" });

const statusOf = async ({ storage }: StorageContext, id = "A") => (await storage.messages.find(ANNA, id))?.status;

export const statusChecks: readonly Check<StorageContext>[] = [
  {
    name: "moves a status forward and names each real move once",
    async run(context) {
      const batch = [own("A"), moved("A", "sent"), moved("A", "sent"), moved("A", "read")];
      const { statuses } = await context.storage.apply(ANNA, batch);
      assert.deepEqual(statuses, [
        { key: { chat: BOB, id: "A" }, status: "sent", errorCode: null },
        { key: { chat: BOB, id: "A" }, status: "read", errorCode: null },
      ]);
      assert.equal(await statusOf(context), "read");
    },
  },
  {
    name: "never moves a status back, whether by a receipt or by the message itself",
    async run(context) {
      await context.storage.apply(ANNA, [own("A"), moved("A", "read")]);
      const { statuses } = await context.storage.apply(ANNA, [moved("A", "delivered"), moved("A", "sent"), own("A")]);
      assert.deepEqual([statuses, await statusOf(context)], [[], "read"]);
    },
  },
  {
    name: "lets only a message fail that has not arrived, with WhatsApp's code",
    async run(context) {
      await context.storage.apply(ANNA, [own("A"), own("B"), moved("B", "delivered")]);
      const { statuses } = await context.storage.apply(ANNA, [moved("A", "failed", BOB, 463), moved("B", "failed")]);
      assert.deepEqual(statuses, [{ key: { chat: BOB, id: "A" }, status: "failed", errorCode: 463 }]);
      assert.deepEqual([await statusOf(context, "A"), await statusOf(context, "B")], ["failed", "delivered"]);
    },
  },
  {
    name: "keeps a status that comes before its message",
    async run(context) {
      const early = await context.storage.apply(ANNA, [moved("A", "delivered"), moved("A", "sent")]);
      assert.deepEqual(early.statuses, []);
      const { stored, statuses } = await context.storage.apply(ANNA, [own("A")]);
      assert.deepEqual([stored[0]?.status, await statusOf(context)], ["delivered", "delivered"]);
      assert.deepEqual(statuses, [{ key: { chat: BOB, id: "A" }, status: "delivered", errorCode: null }]);
    },
  },
  {
    name: "leaves a message that arrives with a higher status than the early one as it is",
    async run(context) {
      await context.storage.apply(ANNA, [moved("A", "sent")]);
      const { statuses } = await context.storage.apply(ANNA, [arrived({ id: "A", fromMe: true, status: "read" })]);
      assert.deepEqual([statuses, await statusOf(context)], [[], "read"]);
    },
  },
  {
    name: "counts a message of somebody else that is read as unread no more, once, and says how many still are",
    async run({ storage }) {
      await storage.apply(ANNA, [arrived({ id: "A" }), arrived({ id: "B" }), arrived({ id: "C" }), own("D")]);
      const unread = async () => (await storage.chats.page(ANNA, { limit: 1 })).items[0]?.unreadCount;
      const first = await storage.apply(ANNA, [moved("A", "read"), moved("A", "read"), moved("D", "read")]);
      assert.deepEqual([first.read, await unread()], [[{ chat: BOB, unreadCount: 2 }], 2]);
      const again = await storage.apply(ANNA, [moved("A", "read"), arrived({ id: "A", status: "read" })]);
      assert.deepEqual([again.read, await unread()], [[], 2]);
      const both = await storage.apply(ANNA, [arrived({ id: "B", status: "read" }), moved("C", "read")]);
      assert.deepEqual([both.read, await unread()], [[{ chat: BOB, unreadCount: 0 }], 0]);
    },
  },
  {
    name: "says that a chat was read when the phone says how much of it is unread, if that is less",
    async run({ storage }) {
      await storage.apply(ANNA, [arrived({ id: "A" }), arrived({ id: "B" })]);
      const count = async (unreadCount: number) =>
        (await storage.apply(ANNA, [{ kind: "chat", jid: BOB, unreadCount }])).read;
      assert.deepEqual(await count(1), [{ chat: BOB, unreadCount: 1 }]);
      assert.deepEqual([await count(1), await count(3)], [[], []]);
      assert.deepEqual(await count(0), [{ chat: BOB, unreadCount: 0 }]);
    },
  },
  {
    name: "makes no conversation of a status without a message",
    async run({ storage }) {
      await storage.apply(ANNA, [moved("A", "sent")]);
      assert.deepEqual((await storage.chats.page(ANNA, { limit: 10 })).items, []);
    },
  },
];
