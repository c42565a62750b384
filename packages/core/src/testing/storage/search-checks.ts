import assert from "node:assert/strict";
import type { MessageStore } from "../../storage/message-store.ts";
import type { Storage } from "../../storage/storage.ts";
import type { Message } from "../../types/message.ts";
import type { Check } from "../check.ts";
import {
  ANNA,
  arrived,
  BERT,
  BOB,
  BOB_IS_BOB,
  BOB_LID,
  GROUP,
  messageOf,
  NOON,
  type StorageContext,
  walk,
} from "./storage-context.ts";

type Search = NonNullable<MessageStore["search"]>;

/** Ids of what a tenant finds, newest first. */
type Find = (query: string, tenant?: typeof ANNA) => Promise<readonly string[]>;

interface SearchContext {
  readonly storage: Storage;
  readonly search: Search;
  readonly find: Find;
}

/** A check that a storage without an index passes by having none. */
function whereSearchable(name: string, run: (context: SearchContext) => Promise<void>): Check<StorageContext> {
  return {
    name,
    async run({ storage }) {
      const { messages } = storage;
      if (messages.search === undefined) return;
      const search: Search = messages.search.bind(messages);
      const find: Find = async (query, tenant = ANNA) =>
        (await search(tenant, query, { limit: 500 })).items.map(({ id }) => id);
      await run({ storage, search, find });
    },
  };
}

const said = (id: string, text: string | null, change: Partial<Message> = {}) => arrived({ ...change, id, text });
const BY_BOB = { fromMe: false, sender: BOB };

export const searchChecks: readonly Check<StorageContext>[] = [
  whereSearchable(
    "finds a word in all chats, newest first, with the whole message",
    async ({ storage, search, find }) => {
      await storage.apply(ANNA, [
        said("A", "the invoice", { timestamp: 2000 }),
        said("B", "no bill", { timestamp: 2500 }),
        said("C", "Invoice!", { timestamp: 3000, chat: GROUP }),
        said("D", "our invoice", { timestamp: 1000 }),
        said("E", null),
      ]);
      assert.deepEqual(await find("invoice"), ["C", "A", "D"]);
      const { items } = await search(ANNA, "the", { limit: 1 });
      assert.deepEqual(items, [messageOf({ id: "A", text: "the invoice", timestamp: 2000 })]);
    },
  ),
  whereSearchable("finds what has all the words, the last one begun", async ({ storage, find }) => {
    await storage.apply(ANNA, [said("A", "see you tomorrow"), said("B", "tomorrow"), said("C", "seen")]);
    assert.deepEqual(await find("tomorrow see"), ["A"]);
    assert.deepEqual(await find("you tomo"), ["A"]);
    assert.deepEqual(await find("tomo you"), []);
    assert.deepEqual(await find("se"), ["C", "A"]);
    assert.deepEqual(await find("omorrow"), []);
  }),
  whereSearchable("folds case and accents", async ({ storage, find }) => {
    await storage.apply(ANNA, [said("A", "Ärger im CAFÉ"), said("B", "cafe\u0301 漢字 Привет")]);
    for (const query of ["café", "CAFE", "cafe\u0301"]) assert.deepEqual(await find(query), ["B", "A"], query);
    assert.deepEqual(await find("arger"), ["A"]);
    assert.deepEqual([await find("漢"), await find("ПРИВЕТ")], [["B"], ["B"]]);
  }),
  whereSearchable("takes a query literally", async ({ storage, find }) => {
    await storage.apply(ANNA, [said("A", "fish OR chips"), said("B", "fish"), said("C", "chat text near star")]);
    assert.deepEqual(await find("fish OR chips"), ["A"]);
    for (const query of ["fish NOT chips", "NEAR(fish chips)", "text:fish", "-fish AND chips"]) {
      assert.deepEqual(await find(query), [], query);
    }
    for (const query of ['"fish"', "fish*", "^fish", "fish'; --", '(fish"\u0000']) {
      assert.deepEqual(await find(query), ["B", "A"], query);
    }
  }),
  whereSearchable("refuses what is no search", async ({ storage, search }) => {
    await storage.apply(ANNA, [said("A", "hello")]);
    for (const query of ["", " ", "👍", '"*"', "a".repeat(257)]) {
      await assert.rejects(search(ANNA, query, { limit: 1 }), { code: "INVALID_SEARCH" }, query);
    }
    await search(ANNA, "a ".repeat(128), { limit: 1 });
    await assert.rejects(search(ANNA, "hello", { limit: 501 }), { code: "INVALID_LIMIT" });
    await assert.rejects(search(ANNA, "hello", { limit: 1, cursor: "no" }), { code: "INVALID_CURSOR" });
  }),
  whereSearchable("shows a tenant nothing of another's words", async ({ storage, search, find }) => {
    await storage.apply(ANNA, [said("A", "secret"), said("B", "secret")]);
    await storage.apply(BERT, [said("A", "secret for Bert"), said("C", "hello")]);
    assert.deepEqual([await find("secret"), await find("sec", BERT)], [["B", "A"], ["A"]]);
    const { nextCursor } = await search(ANNA, "secret", { limit: 1 });
    const { items } = await search(BERT, "secret", { limit: 10, cursor: nextCursor ?? undefined });
    assert.ok(items.every(({ text }) => text === "secret for Bert"));
    await storage.erase(ANNA);
    assert.deepEqual([await find("secret"), await find("secret", BERT)], [[], ["A"]]);
  }),
  whereSearchable(
    "neither repeats nor skips a hit of the same second at the edge of a page",
    async ({ storage, search }) => {
      const ids = Array.from({ length: 25 }, (_, index) => `M${String(index).padStart(3, "0")}`);
      await storage.apply(
        ANNA,
        ids.map((id, index) => said(id, "hit", { chat: index % 2 === 0 ? BOB : GROUP })),
      );
      for (const limit of [1, 2, 24, 25]) {
        const items = await walk((cursor) => search(ANNA, "hit", { limit, cursor }));
        assert.deepEqual(
          items.map(({ id }) => id),
          ids.toReversed(),
          `limit ${limit}`,
        );
      }
      assert.deepEqual((await search(ANNA, "hit", { limit: 10, cursor: String(NOON) })).items, []);
    },
  ),
  whereSearchable("follows a text that becomes readable, is edited and taken back", async ({ storage, find }) => {
    const key = { chat: BOB, id: "A" };
    await storage.apply(ANNA, [said("A", null, { type: "undecryptable" })]);
    await storage.apply(ANNA, [said("A", "first words")]);
    assert.deepEqual(await find("first"), ["A"]);
    const { type, quotedId, details, raw } = messageOf({ id: "A" });
    const content = { type, text: "second words", quotedId, details, raw };
    await storage.apply(ANNA, [{ kind: "edit", key, by: BY_BOB, editedAt: NOON + 1, content }]);
    assert.deepEqual([await find("first"), await find("second"), await find("words")], [[], ["A"], ["A"]]);
    await storage.apply(ANNA, [{ kind: "revoke", key, by: BY_BOB, asAdmin: false, revokedAt: NOON + 2 }]);
    assert.deepEqual([await find("second"), await find("words")], [[], []]);
  }),
  whereSearchable(
    "finds a message once, under the one JID, after two chats became one",
    async ({ storage, search, find }) => {
      await storage.apply(ANNA, [said("A", "hello"), said("B", "hello")]);
      await storage.apply(ANNA, [said("B", "hello", { chat: BOB_LID }), said("C", "hello", { chat: BOB_LID })]);
      await storage.apply(ANNA, [BOB_IS_BOB]);
      assert.deepEqual((await find("hello")).toSorted(), ["A", "B", "C"]);
      const { items } = await search(ANNA, "hello", { limit: 10 });
      assert.deepEqual([...new Set(items.map(({ chat }) => chat))], [BOB]);
    },
  ),
];
