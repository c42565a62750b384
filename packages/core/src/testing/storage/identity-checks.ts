import assert from "node:assert/strict";
import type { Check } from "../check.ts";
import {
  ANNA,
  arrived,
  BERT,
  BOB,
  BOB_IS_BOB,
  BOB_LID,
  idsOf,
  moved,
  NOON,
  type StorageContext,
} from "./storage-context.ts";

export const identityChecks: readonly Check<StorageContext>[] = [
  {
    name: "makes one chat, under the phone number, of a contact's two",
    async run({ storage }) {
      await storage.apply(ANNA, [
        arrived({ id: "A", senderName: "bobby" }),
        arrived({ id: "B", chat: BOB_LID, timestamp: NOON + 1000 }),
      ]);
      await storage.apply(ANNA, [BOB_IS_BOB]);
      assert.deepEqual((await storage.chats.page(ANNA, { limit: 10 })).items, [
        {
          jid: BOB,
          altJid: BOB_LID,
          name: "bobby",
          unreadCount: 2,
          lastMessageAt: NOON + 1000,
          lastMessage: { id: "B", fromMe: false, type: "text", text: "text of B" },
        },
      ]);
      const { items } = await storage.messages.page(ANNA, BOB, { limit: 10 });
      assert.deepEqual(
        items.map(({ id, chat, sender }) => [id, chat, sender]),
        [
          ["B", BOB, BOB],
          ["A", BOB, BOB],
        ],
      );
    },
  },
  {
    name: "keeps one copy of a message that stood in both chats, the better one, counted once",
    async run({ storage }) {
      await storage.apply(ANNA, [
        arrived({ id: "A", type: "undecryptable", text: null }),
        arrived({ id: "A", chat: BOB_LID, status: "read" }),
        arrived({ id: "B", chat: BOB_LID, type: "undecryptable", text: null }),
        arrived({ id: "B" }),
      ]);
      await storage.apply(ANNA, [BOB_IS_BOB]);
      const { items } = await storage.messages.page(ANNA, BOB, { limit: 10 });
      assert.deepEqual(
        items.map(({ id, text, status }) => [id, text, status]),
        [
          ["B", "text of B", "delivered"],
          ["A", "text of A", "read"],
        ],
      );
      assert.equal((await storage.chats.page(ANNA, { limit: 10 })).items.length, 1);
    },
  },
  {
    name: "renames the chat when only the linked identity's exists",
    async run({ storage }) {
      await storage.apply(ANNA, [arrived({ id: "A", chat: BOB_LID }), BOB_IS_BOB, BOB_IS_BOB]);
      const { items } = await storage.chats.page(ANNA, { limit: 10 });
      assert.deepEqual(
        items.map(({ jid, altJid }) => [jid, altJid]),
        [[BOB, BOB_LID]],
      );
      assert.deepEqual(await idsOf(storage), ["A"]);
    },
  },
  {
    name: "puts what is addressed to the linked identity later into the phone number's chat",
    async run({ storage }) {
      await storage.apply(ANNA, [BOB_IS_BOB]);
      const { stored } = await storage.apply(ANNA, [arrived({ id: "A", chat: BOB_LID })]);
      assert.deepEqual([stored[0]?.chat, stored[0]?.sender], [BOB, BOB]);
      const { statuses } = await storage.apply(ANNA, [moved("A", "read", BOB_LID)]);
      assert.deepEqual(statuses[0]?.key, { chat: BOB, id: "A" });
      await storage.apply(ANNA, [{ kind: "chat", jid: BOB_LID, name: "Bob B." }]);
      const { items } = await storage.chats.page(ANNA, { limit: 10 });
      assert.deepEqual(
        items.map(({ jid, altJid, name }) => [jid, altJid, name]),
        [[BOB, BOB_LID, "Bob B."]],
      );
    },
  },
  {
    name: "names the phone number's chat for what the same batch stored before it knew",
    async run({ storage }) {
      const { stored } = await storage.apply(ANNA, [arrived({ id: "A", chat: BOB_LID }), BOB_IS_BOB]);
      assert.equal(stored[0]?.chat, BOB);
    },
  },
  {
    name: "finds a chat's page by either of the contact's JIDs",
    async run({ storage }) {
      await storage.apply(ANNA, [arrived({ id: "A" }), BOB_IS_BOB]);
      assert.deepEqual([await idsOf(storage, ANNA, BOB), await idsOf(storage, ANNA, BOB_LID)], [["A"], ["A"]]);
    },
  },
  {
    name: "applies a status that waited under one JID to the message that stood under the other",
    async run({ storage }) {
      await storage.apply(ANNA, [arrived({ id: "A", fromMe: true, status: "sent" }), moved("A", "read", BOB_LID)]);
      const { statuses } = await storage.apply(ANNA, [BOB_IS_BOB]);
      assert.deepEqual(statuses, [{ key: { chat: BOB, id: "A" }, status: "read", errorCode: null }]);
      assert.equal((await storage.messages.find(ANNA, "A"))?.status, "read");
    },
  },
  {
    name: "knows an identity only for the tenant that was told",
    async run({ storage }) {
      await storage.apply(ANNA, [BOB_IS_BOB]);
      await storage.apply(BERT, [arrived({ id: "A", chat: BOB_LID })]);
      assert.deepEqual([await idsOf(storage, BERT, BOB), await idsOf(storage, BERT, BOB_LID)], [[], ["A"]]);
    },
  },
];
