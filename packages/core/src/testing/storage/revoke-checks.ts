import assert from "node:assert/strict";
import type { Storage } from "../../storage/storage.ts";
import type { Check } from "../check.ts";
import {
  ANNA,
  arrived,
  BERT,
  BOB,
  BOB_IS_BOB,
  BOB_LID,
  BY_ME,
  by,
  CARL,
  edited,
  GROUP,
  idsOf,
  messageOf,
  moved,
  NOON,
  remembered,
  revoked,
  type StorageContext,
} from "./storage-context.ts";

const inGroup = { key: { chat: GROUP, id: "A" } };

/** What is left of a message once it was taken back. */
const NOTHING = {
  type: "revoked",
  text: null,
  details: null,
  quotedId: null,
  raw: new Uint8Array(0),
  revokedAt: NOON + 60_000,
} as const;

const typeOf = async (storage: Storage, id = "A") => (await storage.messages.find(ANNA, id))?.type;

export const revokeChecks: readonly Check<StorageContext>[] = [
  {
    name: "keeps nothing of what a message said that was taken back, leaves it in its place, and names it",
    async run({ storage }) {
      const details = { reaction: { targetId: "B", emoji: "x" } };
      const original = { id: "A", quotedId: "Q", senderName: "Bob", details } as const;
      await storage.apply(ANNA, [arrived(original), arrived({ id: "B" })]);
      const applied = await storage.apply(ANNA, [revoked("A"), revoked("A")]);
      const left = messageOf({ ...original, ...NOTHING });
      assert.deepEqual(applied, { stored: [], edited: [], revoked: [left], statuses: [], read: [] });
      assert.deepEqual(await storage.messages.find(ANNA, "A"), left);
      assert.deepEqual(await idsOf(storage), ["B", "A"]);
    },
  },
  {
    name: "never brings back what was taken back, whatever comes afterwards",
    async run({ storage }) {
      const original = { quotedId: "Q", details: { reaction: { targetId: "C", emoji: "x" } } } as const;
      await storage.apply(ANNA, [
        arrived({ id: "A", ...original }),
        edited("A", NOON),
        arrived({ id: "B", ...original }),
      ]);
      await storage.apply(ANNA, [revoked("A"), revoked("B")]);
      for (const id of ["A", "B"]) {
        const before = await storage.messages.find(ANNA, id);
        const applied = await storage.apply(ANNA, [
          arrived({ id, ...original }),
          remembered({ id, ...original, type: "image" }),
          edited(id, NOON + 90_000),
          revoked(id, { revokedAt: NOON + 90_000 }),
        ]);
        assert.deepEqual(applied, { stored: [], edited: [], revoked: [], statuses: [], read: [] });
        assert.deepEqual(await storage.messages.find(ANNA, id), before);
      }
    },
  },
  {
    name: "takes back what could not be read, and lets no retry bring it",
    async run({ storage }) {
      await storage.apply(ANNA, [arrived({ id: "A", type: "undecryptable", text: null })]);
      const first = await storage.apply(ANNA, [revoked("A")]);
      const second = await storage.apply(ANNA, [arrived({ id: "A" })]);
      assert.deepEqual([first.revoked.length, second.stored, await typeOf(storage)], [1, [], "revoked"]);
    },
  },
  {
    name: "still moves the status of what was taken back",
    async run({ storage }) {
      const own = { id: "A", fromMe: true, status: "sent" } as const;
      await storage.apply(ANNA, [arrived(own), revoked("A", { by: BY_ME })]);
      const { statuses } = await storage.apply(ANNA, [moved("A", "read")]);
      assert.deepEqual([statuses.length, await typeOf(storage)], [1, "revoked"]);
      assert.equal((await storage.messages.find(ANNA, "A"))?.status, "read");
    },
  },
  {
    name: "counts as unread what was taken back before it was read, and shows that it was",
    async run({ storage }) {
      await storage.apply(ANNA, [arrived({ id: "A" }), revoked("A")]);
      const [chat] = (await storage.chats.page(ANNA, { limit: 1 })).items;
      const { type, text } = chat?.lastMessage ?? {};
      assert.deepEqual([chat?.unreadCount, chat?.lastMessageAt, type, text], [1, NOON, "revoked", null]);
    },
  },
  {
    name: "lets only its author take a message back",
    async run({ storage }) {
      await storage.apply(ANNA, [arrived({ id: "A" }), arrived({ id: "B", fromMe: true })]);
      const foreign = [revoked("A", { by: BY_ME }), revoked("B"), revoked("B", { asAdmin: true })];
      assert.deepEqual((await storage.apply(ANNA, foreign)).revoked, []);
      assert.deepEqual([await typeOf(storage), await typeOf(storage, "B")], ["text", "text"]);
      await storage.apply(ANNA, [revoked("B", { by: BY_ME })]);
      assert.equal(await typeOf(storage, "B"), "revoked");
    },
  },
  {
    name: "makes no message of a reaction by a revoke",
    async run({ storage }) {
      await storage.apply(ANNA, [arrived({ id: "A" }), arrived({ id: "B", type: "reaction", timestamp: NOON + 1000 })]);
      const { revoked: told } = await storage.apply(ANNA, [revoked("B"), arrived({ id: "A", senderName: "Bob" })]);
      assert.deepEqual([told, await typeOf(storage, "B")], [[], "reaction"]);
    },
  },
  {
    name: "lets an administrator take back a message of somebody else's in a group, and no other member",
    async run({ storage }) {
      const own = { id: "A", chat: GROUP, fromMe: true } as const;
      await storage.apply(ANNA, [arrived({ id: "A", chat: GROUP, sender: BOB })]);
      await storage.apply(BERT, [arrived(own)]);
      for (const tenant of [ANNA, BERT]) {
        const foreign = revoked("A", { ...inGroup, by: by(CARL) });
        assert.deepEqual((await storage.apply(tenant, [foreign])).revoked, []);
        const asAdmin = revoked("A", { ...inGroup, by: by(CARL), asAdmin: true });
        assert.equal((await storage.apply(tenant, [asAdmin])).revoked.length, 1);
      }
    },
  },
  {
    name: "knows who takes back by phone number and linked identity",
    async run({ storage }) {
      await storage.apply(ANNA, [BOB_IS_BOB, arrived({ id: "A", chat: GROUP, sender: BOB_LID })]);
      await storage.apply(ANNA, [revoked("A", inGroup)]);
      assert.equal(await typeOf(storage), "revoked");
    },
  },
  {
    name: "stores a message that was taken back before it came without what it said",
    async run({ storage }) {
      assert.deepEqual((await storage.apply(ANNA, [edited("A", NOON), revoked("A")])).revoked, []);
      assert.deepEqual((await storage.chats.page(ANNA, { limit: 10 })).items, []);
      const { stored } = await storage.apply(ANNA, [arrived({ id: "A" })]);
      assert.deepEqual(
        [stored.map(({ type, text }) => [type, text]), await typeOf(storage)],
        [[["revoked", null]], "revoked"],
      );
    },
  },
  {
    name: "stores a message that somebody else took back before it came as it is",
    async run({ storage }) {
      await storage.apply(ANNA, [revoked("A", { ...inGroup, by: by(CARL) })]);
      await storage.apply(ANNA, [arrived({ id: "A", chat: GROUP, sender: BOB })]);
      assert.equal(await typeOf(storage), "text");
    },
  },
  {
    name: "keeps an early revoke of the author's or an administrator's beside one of somebody who may not",
    async run({ storage }) {
      const foreign = revoked("A", { ...inGroup, by: by(CARL) });
      await storage.apply(ANNA, [foreign, revoked("A", inGroup), foreign]);
      await storage.apply(BERT, [foreign, revoked("A", { ...inGroup, by: by(CARL), asAdmin: true }), foreign]);
      for (const tenant of [ANNA, BERT]) {
        await storage.apply(tenant, [arrived({ id: "A", chat: GROUP, sender: BOB })]);
        assert.equal((await storage.messages.find(tenant, "A"))?.type, "revoked");
      }
    },
  },
  {
    name: "keeps what waits for a message when it is closed and opened again",
    async run({ storage, reopen }) {
      await storage.apply(ANNA, [edited("A", 1000), revoked("B"), moved("C", "read")]);
      const again = await reopen();
      const { stored } = await again.apply(ANNA, [
        arrived({ id: "A" }),
        arrived({ id: "B" }),
        arrived({ id: "C", fromMe: true, status: "sent" }),
      ]);
      assert.deepEqual(
        stored.map(({ text, type, status }) => [text, type, status]),
        [
          ["edited at 1000", "text", "delivered"],
          [null, "revoked", "delivered"],
          ["text of C", "text", "read"],
        ],
      );
    },
  },
];
