import assert from "node:assert/strict";
import type { Storage } from "../../storage/storage.ts";
import type { Check } from "../check.ts";
import {
  ANNA,
  arrived,
  BERT,
  BOB,
  BOB_LID,
  CARL,
  GROUP,
  NOON,
  remembered,
  type StorageContext,
  walk,
} from "./storage-context.ts";

const chatOf = async (storage: Storage, jid = BOB) =>
  (await storage.chats.page(ANNA, { limit: 500 })).items.find((chat) => chat.jid === jid);

export const chatChecks: readonly Check<StorageContext>[] = [
  {
    name: "shows a chat with its newest message",
    async run({ storage }) {
      await storage.apply(ANNA, [arrived({ id: "B", timestamp: NOON }), arrived({ id: "A", timestamp: NOON - 1000 })]);
      assert.deepEqual(await chatOf(storage), {
        jid: BOB,
        altJid: null,
        name: null,
        unreadCount: 2,
        lastMessageAt: NOON,
        lastMessage: { id: "B", fromMe: false, type: "text", text: "text of B" },
      });
    },
  },
  {
    name: "lists the latest conversation first",
    async run({ storage }) {
      await storage.apply(ANNA, [arrived({ id: "A" }), arrived({ id: "B", chat: CARL, timestamp: NOON + 1000 })]);
      await storage.apply(ANNA, [arrived({ id: "C", chat: GROUP, timestamp: NOON + 2000 })]);
      const { items } = await storage.chats.page(ANNA, { limit: 10 });
      assert.deepEqual(
        items.map((chat) => chat.jid),
        [GROUP, CARL, BOB],
      );
    },
  },
  {
    name: "counts live messages of others as unread, once each, and no others",
    async run({ storage }) {
      await storage.apply(ANNA, [arrived({ id: "A", type: "undecryptable", text: null }), arrived({ id: "A" })]);
      await storage.apply(ANNA, [arrived({ id: "A" }), arrived({ id: "B" }), remembered({ id: "C" })]);
      await storage.apply(ANNA, [arrived({ id: "D", fromMe: true })]);
      assert.equal((await chatOf(storage))?.unreadCount, 2);
    },
  },
  {
    name: "neither counts a reaction as unread nor moves a chat by it, but keeps it among the messages",
    async run({ storage }) {
      const details = { reaction: { targetId: "A", emoji: "👍" } };
      const reaction = { type: "reaction", text: null, details } as const;
      await storage.apply(ANNA, [arrived({ id: "A" }), arrived({ id: "B", timestamp: NOON + 1000, ...reaction })]);
      await storage.apply(ANNA, [arrived({ id: "C", chat: CARL, timestamp: NOON + 2000, ...reaction })]);
      const [bob, carl] = [await chatOf(storage), await chatOf(storage, CARL)];
      assert.deepEqual([bob?.unreadCount, bob?.lastMessageAt, bob?.lastMessage?.id], [1, NOON, "A"]);
      assert.deepEqual([carl?.unreadCount, carl?.lastMessageAt, carl?.lastMessage], [0, 0, null]);
      const { items } = await storage.messages.page(ANNA, BOB, { limit: 1 });
      assert.deepEqual(items[0]?.details, details);
    },
  },
  {
    name: "no longer counts what could not be read and turns out to be a reaction",
    async run({ storage }) {
      const later = { id: "B", timestamp: NOON + 1000, text: null };
      await storage.apply(ANNA, [arrived({ id: "A" }), arrived({ ...later, type: "undecryptable" })]);
      await storage.apply(ANNA, [arrived({ ...later, type: "reaction" })]);
      const chat = await chatOf(storage);
      assert.deepEqual([chat?.unreadCount, chat?.lastMessageAt, chat?.lastMessage?.id], [1, NOON, "A"]);
    },
  },
  {
    name: "never moves a chat back by old history",
    async run({ storage }) {
      await storage.apply(ANNA, [arrived({ id: "B" }), remembered({ id: "A", timestamp: NOON - 86_400_000 })]);
      const chat = await chatOf(storage);
      assert.deepEqual([chat?.lastMessageAt, chat?.lastMessage?.id], [NOON, "B"]);
    },
  },
  {
    name: "shows the readable text once an undecryptable last message was replaced",
    async run({ storage }) {
      await storage.apply(ANNA, [arrived({ id: "A", type: "undecryptable", text: null })]);
      await storage.apply(ANNA, [arrived({ id: "A" })]);
      assert.deepEqual((await chatOf(storage))?.lastMessage?.text, "text of A");
    },
  },
  {
    name: "finds conversations by a part of their name or number, whatever its case, page by page",
    async run({ storage }) {
      await storage.apply(ANNA, [
        { kind: "chat", jid: GROUP, name: "Caf\u00e9 crew 50%" },
        arrived({ id: "A", chat: BOB, senderName: "Coffee bob", timestamp: NOON + 1000 }),
        arrived({ id: "B", chat: CARL, senderName: "Carl", timestamp: NOON + 2000 }),
        arrived({ id: "C", chat: BOB_LID, timestamp: NOON + 3000 }),
        arrived({ id: "D", chat: GROUP, timestamp: NOON + 4000 }),
      ]);
      await storage.apply(BERT, [arrived({ id: "E", chat: CARL, senderName: "Bob" })]);
      const found = async (containing: string) => {
        const chats = await walk((cursor) => storage.chats.page(ANNA, { limit: 1, cursor, containing }));
        return chats.map(({ jid }) => jid);
      };
      assert.deepEqual(await found("CAFE"), [GROUP]);
      assert.deepEqual(await found(" c"), [GROUP, CARL, BOB]);
      assert.deepEqual(await found("bob"), [BOB]);
      assert.deepEqual(await found("+49 (151)"), [CARL, BOB]);
      assert.deepEqual(await found("11234"), [BOB]);
      assert.deepEqual(await found("50%"), [GROUP]);
      assert.deepEqual([await found("5_%"), await found("1203"), await found("98765")].flat(), []);
    },
  },
  {
    name: "takes nothing that says nothing, or too much, for a part of a name",
    async run({ storage }) {
      await storage.apply(ANNA, [arrived({ id: "A" })]);
      for (const containing of ["", " ", "+", "a".repeat(257)]) {
        await assert.rejects(async () => storage.chats.page(ANNA, { limit: 1, containing }), {
          code: "INVALID_SEARCH",
        });
      }
    },
  },
  {
    name: "changes of a chat only what the record names",
    async run({ storage }) {
      await storage.apply(ANNA, [arrived({ id: "A" }), { kind: "chat", jid: BOB, name: "Bob B." }]);
      assert.deepEqual([(await chatOf(storage))?.name, (await chatOf(storage))?.unreadCount], ["Bob B.", 1]);
      await storage.apply(ANNA, [{ kind: "chat", jid: BOB, unreadCount: 0 }]);
      assert.deepEqual([(await chatOf(storage))?.name, (await chatOf(storage))?.unreadCount], ["Bob B.", 0]);
    },
  },
  {
    name: "shows a chat that has no message yet last, at time 0",
    async run({ storage }) {
      await storage.apply(ANNA, [{ kind: "chat", jid: GROUP, name: "Team" }, arrived({ id: "A", timestamp: 1000 })]);
      const { items } = await storage.chats.page(ANNA, { limit: 10 });
      assert.deepEqual(items[1], {
        jid: GROUP,
        altJid: null,
        name: "Team",
        unreadCount: 0,
        lastMessageAt: 0,
        lastMessage: null,
      });
    },
  },
  {
    name: "calls a contact as it calls itself until the address book knows better",
    async run({ storage }) {
      await storage.apply(ANNA, [arrived({ id: "A", senderName: "bobby" })]);
      assert.equal((await chatOf(storage))?.name, "bobby");
      await storage.apply(ANNA, [
        { kind: "chat", jid: BOB, name: "Bob B." },
        arrived({ id: "B", senderName: "bobby" }),
      ]);
      assert.equal((await chatOf(storage))?.name, "Bob B.");
    },
  },
  {
    name: "never renames a group by a member's push name, nor a contact by our own",
    async run({ storage }) {
      const own = { id: "B", fromMe: true, senderName: "Me" } as const;
      await storage.apply(ANNA, [{ kind: "chat", jid: GROUP, name: "Team" }, arrived(own)]);
      await storage.apply(ANNA, [arrived({ id: "A", chat: GROUP, sender: BOB, senderName: "bobby" })]);
      assert.deepEqual([(await chatOf(storage, GROUP))?.name, (await chatOf(storage))?.name], ["Team", null]);
    },
  },
  {
    name: "leaves a group without a subject nameless, whoever writes in it",
    async run({ storage }) {
      await storage.apply(ANNA, [arrived({ id: "A", chat: GROUP, sender: BOB, senderName: "bobby" })]);
      assert.equal((await chatOf(storage, GROUP))?.name, null);
    },
  },
];
