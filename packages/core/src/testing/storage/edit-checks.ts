import assert from "node:assert/strict";
import type { Check } from "../check.ts";
import {
  ANNA,
  arrived,
  BOB,
  BOB_IS_BOB,
  BOB_LID,
  BY_ME,
  by,
  CARL,
  contentOf,
  edited,
  GROUP,
  idsOf,
  messageOf,
  NOON,
  remembered,
  type StorageContext,
} from "./storage-context.ts";

const inGroup = { key: { chat: GROUP, id: "A" } };

const textOf = async ({ storage }: StorageContext, id = "A") => (await storage.messages.find(ANNA, id))?.text;

export const editChecks: readonly Check<StorageContext>[] = [
  {
    name: "puts an edit in the place of what a message said, and nothing else of it, and names the message",
    async run({ storage }) {
      const original = { id: "A", quotedId: "Q", senderName: "Bob" } as const;
      await storage.apply(ANNA, [arrived(original), arrived({ id: "B" })]);
      const applied = await storage.apply(ANNA, [edited("A", NOON + 5000)]);
      const changed = messageOf({
        ...original,
        ...contentOf(`edited at ${NOON + 5000}`),
        quotedId: "Q",
        editedAt: NOON + 5000,
      });
      assert.deepEqual(applied, { stored: [], edited: [changed], revoked: [], statuses: [], read: [] });
      assert.deepEqual(await storage.messages.find(ANNA, "A"), changed);
      assert.deepEqual(await idsOf(storage), ["B", "A"]);
    },
  },
  {
    name: "takes type, details and quoted message from an edit that has them",
    async run({ storage }) {
      await storage.apply(ANNA, [arrived({ id: "A", quotedId: "Q" })]);
      const details = { reaction: { targetId: "B", emoji: "" } };
      const content = { ...contentOf("caption"), type: "image", quotedId: "R", details } as const;
      const { edited: told } = await storage.apply(ANNA, [edited("A", NOON, { content })]);
      assert.deepEqual(told, [messageOf({ ...content, id: "A", editedAt: NOON })]);
    },
  },
  {
    name: "keeps the latest edit, in whatever order they come, and names only what changed something",
    async run(context) {
      const { storage } = context;
      await storage.apply(ANNA, [arrived({ id: "A" }), edited("A", 2000)]);
      const { edited: told } = await storage.apply(ANNA, [edited("A", 1000), edited("A", 2000), edited("A", 3000)]);
      assert.deepEqual([told.map(({ editedAt }) => editedAt), await textOf(context)], [[3000], "edited at 3000"]);
    },
  },
  {
    name: "never lets a message that comes again undo its edit",
    async run({ storage }) {
      const original = { id: "A", details: { reaction: { targetId: "B", emoji: "x" } } } as const;
      await storage.apply(ANNA, [arrived(original), edited("A", NOON)]);
      const again = await storage.apply(ANNA, [arrived({ ...original, senderName: "Bob" }), remembered(original)]);
      const changed = { ...original, ...contentOf(`edited at ${NOON}`), senderName: "Bob", editedAt: NOON };
      assert.deepEqual([again.stored, await storage.messages.find(ANNA, "A")], [[], messageOf(changed)]);
    },
  },
  {
    name: "shows an edited last message as it is now, and moves no chat by it",
    async run({ storage }) {
      await storage.apply(ANNA, [arrived({ id: "A" }), edited("A", NOON + 9000)]);
      const [chat] = (await storage.chats.page(ANNA, { limit: 1 })).items;
      assert.deepEqual(
        [chat?.lastMessage?.text, chat?.lastMessageAt, chat?.unreadCount],
        [`edited at ${NOON + 9000}`, NOON, 1],
      );
    },
  },
  {
    name: "lets only its author edit a message",
    async run(context) {
      const { storage } = context;
      await storage.apply(ANNA, [arrived({ id: "A" }), arrived({ id: "B", fromMe: true })]);
      const { edited: told } = await storage.apply(ANNA, [edited("A", NOON, { by: BY_ME }), edited("B", NOON)]);
      assert.deepEqual([told, await textOf(context), await textOf(context, "B")], [[], "text of A", "text of B"]);
      await storage.apply(ANNA, [edited("B", NOON, { by: BY_ME })]);
      assert.equal(await textOf(context, "B"), `edited at ${NOON}`);
    },
  },
  {
    name: "lets no other member of a group edit a message",
    async run(context) {
      const { storage } = context;
      await storage.apply(ANNA, [arrived({ id: "A", chat: GROUP, sender: BOB })]);
      const foreign = [
        edited("A", NOON, { ...inGroup, by: by(CARL) }),
        edited("A", NOON, { ...inGroup, by: by(GROUP) }),
      ];
      const { edited: told } = await storage.apply(ANNA, foreign);
      assert.deepEqual([told, await textOf(context)], [[], "text of A"]);
      await storage.apply(ANNA, [edited("A", NOON, inGroup)]);
      assert.equal(await textOf(context), `edited at ${NOON}`);
    },
  },
  {
    name: "knows an author by phone number and linked identity, in a chat and in a group",
    async run(context) {
      const { storage } = context;
      await storage.apply(ANNA, [BOB_IS_BOB, arrived({ id: "A", chat: GROUP, sender: BOB_LID }), arrived({ id: "B" })]);
      await storage.apply(ANNA, [
        edited("A", NOON, inGroup),
        edited("B", NOON, { key: { chat: BOB_LID, id: "B" }, by: by(BOB_LID) }),
      ]);
      assert.deepEqual([await textOf(context), await textOf(context, "B")], [`edited at ${NOON}`, `edited at ${NOON}`]);
      await storage.apply(ANNA, [edited("A", NOON + 1, { ...inGroup, by: by(BOB_LID) })]);
      assert.equal(await textOf(context), `edited at ${NOON + 1}`);
    },
  },
  {
    name: "keeps an edit that comes before its message, the latest of several, and tells the message as edited",
    async run({ storage }) {
      const early = await storage.apply(ANNA, [edited("A", 1000), edited("A", 3000), edited("A", 2000)]);
      assert.deepEqual(early, { stored: [], edited: [], revoked: [], statuses: [], read: [] });
      assert.deepEqual((await storage.chats.page(ANNA, { limit: 10 })).items, []);
      const { stored } = await storage.apply(ANNA, [arrived({ id: "A" })]);
      const message = messageOf({ id: "A", ...contentOf("edited at 3000"), editedAt: 3000 });
      assert.deepEqual(stored, [message]);
      assert.deepEqual(await storage.messages.find(ANNA, "A"), message);
    },
  },
  {
    name: "drops an edit that came before its message and was not by its author",
    async run(context) {
      const { storage } = context;
      await storage.apply(ANNA, [edited("A", NOON, { ...inGroup, by: by(CARL) })]);
      await storage.apply(ANNA, [arrived({ id: "A", chat: GROUP, sender: BOB })]);
      assert.equal(await textOf(context), "text of A");
    },
  },
  {
    name: "keeps an author's early edit beside somebody else's, whatever the other's time",
    async run(context) {
      const { storage } = context;
      const foreign = edited("A", NOON + 9000, { ...inGroup, by: by(CARL) });
      await storage.apply(ANNA, [foreign, edited("A", NOON, inGroup), foreign]);
      await storage.apply(ANNA, [arrived({ id: "A", chat: GROUP, sender: BOB })]);
      assert.equal(await textOf(context), `edited at ${NOON}`);
    },
  },
  {
    name: "applies an edit that waited under one JID to the message that stood under the other",
    async run(context) {
      const { storage } = context;
      await storage.apply(ANNA, [
        arrived({ id: "A" }),
        edited("A", NOON, { key: { chat: BOB_LID, id: "A" }, by: by(BOB_LID) }),
      ]);
      const { edited: told } = await storage.apply(ANNA, [BOB_IS_BOB]);
      assert.deepEqual([told.map(({ id }) => id), await textOf(context)], [["A"], `edited at ${NOON}`]);
    },
  },
  {
    name: "reads what could not be read from its edit, and names it as first readable, once",
    async run(context) {
      const { storage } = context;
      await storage.apply(ANNA, [arrived({ id: "A", type: "undecryptable", text: null })]);
      const first = await storage.apply(ANNA, [edited("A", NOON)]);
      const second = await storage.apply(ANNA, [arrived({ id: "A" })]);
      assert.deepEqual(
        [first, second].map((applied) => [applied.stored.map(({ text }) => text), applied.edited.length]),
        [
          [[`edited at ${NOON}`], 0],
          [[], 0],
        ],
      );
      assert.equal(await textOf(context), `edited at ${NOON}`);
    },
  },
  {
    name: "makes no reaction of a message by an edit, and no message of a reaction",
    async run(context) {
      const { storage } = context;
      const reaction = { ...contentOf("👍"), type: "reaction" } as const;
      await storage.apply(ANNA, [arrived({ id: "A" }), arrived({ id: "B", ...reaction, timestamp: NOON + 1000 })]);
      await storage.apply(ANNA, [edited("A", NOON, { content: reaction }), edited("B", NOON)]);
      const [chat] = (await storage.chats.page(ANNA, { limit: 1 })).items;
      assert.deepEqual(
        [chat?.unreadCount, chat?.lastMessage?.text, await textOf(context, "B")],
        [1, "text of A", "👍"],
      );
    },
  },
];
