import assert from "node:assert/strict";
import type { Storage } from "../../storage/storage.ts";
import type { Check } from "../check.ts";
import {
  ANNA,
  arrived,
  BOB,
  BOB_IS_BOB,
  BOB_LID,
  idsOf,
  moved,
  NOON,
  remembered,
  type StorageContext,
  walk,
} from "./storage-context.ts";

const lastIdOf = async (storage: Storage) =>
  (await storage.chats.page(ANNA, { limit: 1 })).items[0]?.lastMessage?.id ?? null;

/** WhatsApp's clock ticks in seconds, so a question and its answer often have the same time. */
export const arrivalChecks: readonly Check<StorageContext>[] = [
  {
    name: "lists messages of the same second in the order in which they arrived, newest first",
    async run({ storage }) {
      for (const id of ["M", "Z", "A"]) await storage.apply(ANNA, [arrived({ id })]);
      await storage.apply(ANNA, [remembered({ id: "K" }), arrived({ id: "B", fromMe: true })]);
      assert.deepEqual(await idsOf(storage), ["B", "K", "A", "Z", "M"]);
    },
  },
  {
    name: "shows the message that arrived last as a chat's last message, of two in one second",
    async run({ storage }) {
      await storage.apply(ANNA, [arrived({ id: "Z" })]);
      await storage.apply(ANNA, [arrived({ id: "A" })]);
      assert.equal(await lastIdOf(storage), "A");
      await storage.apply(ANNA, [arrived({ id: "C" }), arrived({ id: "B" })]);
      assert.equal(await lastIdOf(storage), "B");
    },
  },
  {
    name: "keeps a message's place within its second when it comes again or its status moves",
    async run({ storage }) {
      const own = { id: "C", fromMe: true, status: "sent" } as const;
      await storage.apply(ANNA, [arrived({ id: "B", type: "undecryptable", text: null }), arrived(own)]);
      await storage.apply(ANNA, [arrived({ id: "A" })]);
      await storage.apply(ANNA, [arrived({ id: "B" }), moved("C", "read")]);
      assert.deepEqual(await idsOf(storage), ["A", "C", "B"]);
      assert.equal(await lastIdOf(storage), "A");
    },
  },
  {
    name: "shows a message whose time comes late in its place, also as the chat's last message",
    async run({ storage }) {
      await storage.apply(ANNA, [arrived({ id: "B" }), arrived({ id: "A", timestamp: 0 })]);
      assert.deepEqual([await idsOf(storage), await lastIdOf(storage)], [["B", "A"], "B"]);
      await storage.apply(ANNA, [arrived({ id: "A" })]);
      assert.deepEqual([await idsOf(storage), await lastIdOf(storage)], [["A", "B"], "A"]);
    },
  },
  {
    name: "goes on after a page when history of the same second arrives, and shows it from the beginning",
    async run({ storage }) {
      await storage.apply(ANNA, [arrived({ id: "A" }), arrived({ id: "C" }), arrived({ id: "B" })]);
      const { nextCursor } = await storage.messages.page(ANNA, BOB, { limit: 1 });
      await storage.apply(ANNA, [remembered({ id: "BB" }), remembered({ id: "0" })]);
      const { items } = await storage.messages.page(ANNA, BOB, { limit: 10, cursor: nextCursor ?? undefined });
      assert.deepEqual(
        items.map((message) => message.id),
        ["C", "A"],
      );
      assert.deepEqual(await idsOf(storage), ["0", "BB", "B", "C", "A"]);
    },
  },
  {
    name: "keeps the order of arrival when a contact's two chats become one",
    async run({ storage }) {
      const places = [["D", BOB] as const, ["C", BOB_LID] as const, ["B", BOB] as const, ["A", BOB_LID] as const];
      for (const [id, chat] of places) await storage.apply(ANNA, [arrived({ id, chat })]);
      await storage.apply(ANNA, [BOB_IS_BOB]);
      assert.deepEqual([await idsOf(storage), await lastIdOf(storage)], [["A", "B", "C", "D"], "A"]);
    },
  },
  {
    name: "goes on after a page when the contact's two chats become one meanwhile",
    async run({ storage }) {
      await storage.apply(ANNA, [arrived({ id: "C", chat: BOB_LID }), arrived({ id: "B" })]);
      await storage.apply(ANNA, [arrived({ id: "A", chat: BOB_LID })]);
      const { nextCursor } = await storage.messages.page(ANNA, BOB_LID, { limit: 1 });
      await storage.apply(ANNA, [BOB_IS_BOB]);
      const { items } = await storage.messages.page(ANNA, BOB_LID, { limit: 10, cursor: nextCursor ?? undefined });
      assert.deepEqual(
        items.map((message) => message.id),
        ["B", "C"],
      );
    },
  },
  {
    name: "neither repeats nor skips a message of the cursor's second when the contact's two chats become one meanwhile",
    async run({ storage }) {
      const ids = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"];
      for (const [index, id] of ids.entries()) {
        await storage.apply(ANNA, [arrived({ id, chat: index % 2 === 0 ? BOB_LID : BOB })]);
      }
      const first = await storage.messages.page(ANNA, BOB_LID, { limit: 2 });
      assert.deepEqual(
        first.items.map((message) => message.id),
        ["I", "G"],
      );
      await storage.apply(ANNA, [BOB_IS_BOB]);
      const rest = await walk((cursor = first.nextCursor ?? undefined) =>
        storage.messages.page(ANNA, BOB_LID, { limit: 2, cursor }),
      );
      assert.deepEqual(
        rest.map((message) => message.id),
        ["F", "E", "D", "C", "B", "A"],
      );
    },
  },
  {
    name: "lists what arrives after a merge first, also when the merge removed the newest message as a double",
    async run({ storage }) {
      await storage.apply(ANNA, [arrived({ id: "D" }), arrived({ id: "C", chat: BOB_LID }), arrived({ id: "B" })]);
      await storage.apply(ANNA, [arrived({ id: "D", chat: BOB_LID }), BOB_IS_BOB, arrived({ id: "A" })]);
      assert.deepEqual([await idsOf(storage), await lastIdOf(storage)], [["A", "B", "C", "D"], "A"]);
    },
  },
  {
    name: "shows a merged chat with the message that stands first in its page, whatever the doubles' times",
    async run({ storage }) {
      await storage.apply(ANNA, [arrived({ id: "A", timestamp: NOON - 3000 })]);
      const double = arrived({ id: "A", chat: BOB_LID });
      await storage.apply(ANNA, [arrived({ id: "B", chat: BOB_LID, timestamp: NOON - 1000 }), double, BOB_IS_BOB]);
      assert.deepEqual([await idsOf(storage), await lastIdOf(storage)], [["B", "A"], "B"]);
    },
  },
  {
    name: "goes on counting arrivals after it was closed and opened again",
    async run({ storage, reopen }) {
      await storage.apply(ANNA, [arrived({ id: "C" }), arrived({ id: "B" })]);
      const again = await reopen();
      await again.apply(ANNA, [arrived({ id: "A" })]);
      assert.deepEqual([await idsOf(again), await lastIdOf(again)], [["A", "B", "C"], "A"]);
    },
  },
];
