import assert from "node:assert/strict";
import type { IngestRecord } from "../../types/ingest-record.ts";
import type { Check } from "../check.ts";
import {
  ANNA,
  arrived,
  BERT,
  BOB,
  BOB_LID,
  contentOf,
  edited,
  GROUP,
  idsOf,
  messageOf,
  NOON,
  remembered,
  revoked,
  type StorageContext,
} from "./storage-context.ts";

/** As it comes off a broken wire: records that lack what each of their kind has. */
const MALFORMED = [
  { ...arrived({ id: "A" }), message: { ...messageOf({ id: "A" }), id: null } },
  { ...arrived({ id: "A" }), message: { ...messageOf({ id: "A" }), raw: "text" } },
  { ...arrived({ id: "A" }), message: { ...messageOf({ id: "A" }), details: "text" } },
  { ...arrived({ id: "A" }), message: { ...messageOf({ id: "A" }), timestamp: Number.NaN } },
  { ...edited("A", NOON), content: { ...contentOf("new"), type: "unheard of" } },
  { ...edited("A", NOON), by: { fromMe: false, sender: null } },
  { ...edited("A", NOON), editedAt: "today" },
  { ...revoked("A"), revokedAt: null },
  { ...revoked("A"), asAdmin: undefined },
  { kind: "identity", pn: BOB_LID, lid: BOB_LID },
  { kind: "unheard of" },
] as unknown as readonly IngestRecord[];

const malformed = (): IngestRecord => MALFORMED[0] as IngestRecord;

export const applyChecks: readonly Check<StorageContext>[] = [
  {
    name: "returns a message exactly as it came",
    async run({ storage }) {
      const text = "ä 漢字 👩‍👩‍👧 'quoted' \u0000 %_; DROP TABLE messages; --";
      const raw = Uint8Array.from({ length: 256 }, (_, byte) => byte);
      const details = {
        location: { latitude: -52.5, longitude: 13.25, name: text, address: null, live: false },
        contacts: [{ name: null, vcard: "BEGIN:VCARD\r\nEND:VCARD" }],
        poll: { question: text, options: ["", text], selectableCount: 0 },
      };
      const message = messageOf({ id: "A", text, raw, details, quotedId: "Q", senderName: "Bob", type: "image" });
      await storage.apply(ANNA, [{ kind: "message", message, live: true }]);
      assert.deepEqual((await storage.messages.page(ANNA, BOB, { limit: 1 })).items, [message]);
      assert.deepEqual(await storage.messages.find(ANNA, "A"), message);
    },
  },
  {
    name: "names what was stored for the first time, in the order of the batch",
    async run({ storage }) {
      const records = [arrived({ id: "B" }), arrived({ id: "A", chat: GROUP }), arrived({ id: "C", fromMe: true })];
      const { stored } = await storage.apply(ANNA, records);
      assert.deepEqual(
        stored.map((message) => message.id),
        ["B", "A", "C"],
      );
    },
  },
  {
    name: "stores a message once, however often it comes",
    async run({ storage }) {
      const first = await storage.apply(ANNA, [arrived({ id: "A" }), arrived({ id: "A" })]);
      const second = await storage.apply(ANNA, [arrived({ id: "A" }), remembered({ id: "A" })]);
      assert.deepEqual([first.stored.length, second.stored.length, second.statuses.length], [1, 0, 0]);
      assert.deepEqual(await idsOf(storage), ["A"]);
    },
  },
  {
    name: "stores a message once when the same batch is applied many times at once",
    async run({ storage }) {
      const all = await Promise.all(Array.from({ length: 20 }, () => storage.apply(ANNA, [arrived({ id: "A" })])));
      assert.equal(all.flatMap((applied) => applied.stored).length, 1);
      assert.deepEqual(await idsOf(storage), ["A"]);
    },
  },
  {
    name: "keeps the same id in two chats apart, and finds the newest",
    async run({ storage }) {
      await storage.apply(ANNA, [
        arrived({ id: "A", timestamp: 2000 }),
        arrived({ id: "A", chat: GROUP, timestamp: 1000 }),
      ]);
      assert.deepEqual([await idsOf(storage), await idsOf(storage, ANNA, GROUP)], [["A"], ["A"]]);
      assert.equal((await storage.messages.find(ANNA, "A"))?.chat, BOB);
      assert.equal(await storage.messages.find(ANNA, "B"), undefined);
    },
  },
  {
    name: "replaces an undecryptable message by the readable one, in its place, and names it again",
    async run({ storage }) {
      const cipher = { id: "A", type: "undecryptable", text: null } as const;
      const [before, after] = [
        await storage.apply(ANNA, [arrived(cipher)]),
        await storage.apply(ANNA, [arrived({ id: "A" })]),
      ];
      assert.deepEqual(
        [before, after].map(({ stored }) => stored.map((message) => message.type)),
        [["undecryptable"], ["text"]],
      );
      assert.equal((await storage.apply(ANNA, [arrived(cipher)])).stored.length, 0);
      assert.equal((await storage.messages.find(ANNA, "A"))?.text, "text of A");
      assert.deepEqual(await idsOf(storage), ["A"]);
    },
  },
  {
    name: "completes a message by what a second arrival knows, and loses nothing",
    async run({ storage }) {
      await storage.apply(ANNA, [arrived({ id: "A", quotedId: "Q" })]);
      await storage.apply(ANNA, [arrived({ id: "A", text: null, senderName: "Bob", timestamp: 5 })]);
      assert.deepEqual(
        await storage.messages.find(ANNA, "A"),
        messageOf({ id: "A", quotedId: "Q", senderName: "Bob" }),
      );
    },
  },
  {
    name: "completes a message by nothing of what was read as something else",
    async run({ storage }) {
      const none = new Uint8Array(0);
      await storage.apply(ANNA, [arrived({ id: "A", text: null, raw: none })]);
      await storage.apply(ANNA, [arrived({ id: "A", type: "other", text: "fallback" })]);
      assert.deepEqual(await storage.messages.find(ANNA, "A"), messageOf({ id: "A", text: null, raw: none }));
      await storage.apply(ANNA, [arrived({ id: "A" })]);
      assert.deepEqual(await storage.messages.find(ANNA, "A"), messageOf({ id: "A" }));
    },
  },
  {
    name: "does not let another author's message under a known id touch ours",
    async run({ storage }) {
      await storage.apply(ANNA, [arrived({ id: "A", fromMe: true, type: "other", text: null, status: "sent" })]);
      await storage.apply(ANNA, [arrived({ id: "A", text: "forged", status: "read" })]);
      const message = await storage.messages.find(ANNA, "A");
      assert.deepEqual([message?.fromMe, message?.text, message?.status], [true, null, "sent"]);
    },
  },
  {
    name: "does not name history among what is new",
    async run({ storage }) {
      const { stored } = await storage.apply(ANNA, [remembered({ id: "A" })]);
      assert.deepEqual([stored.length, await idsOf(storage)], [0, ["A"]]);
    },
  },
  {
    name: "stores nothing of a batch with a malformed record, and says so",
    async run({ storage }) {
      await assert.rejects(storage.apply(ANNA, [arrived({ id: "A" }), malformed()]), { code: "RECORD_REJECTED" });
      assert.deepEqual([await idsOf(storage), (await storage.chats.page(ANNA, { limit: 10 })).items], [[], []]);
    },
  },
  {
    name: "rejects what can never be stored, whatever is wrong with it",
    async run({ storage }) {
      for (const [index, record] of MALFORMED.entries()) {
        await assert.rejects(storage.apply(ANNA, [record]), { code: "RECORD_REJECTED" }, `record ${index}`);
      }
      assert.deepEqual((await storage.chats.page(ANNA, { limit: 10 })).items, []);
    },
  },
  {
    name: "stores what other callers bring beside a malformed batch",
    async run({ storage }) {
      const outcomes = await Promise.allSettled([
        storage.apply(ANNA, [arrived({ id: "A" })]),
        storage.apply(BERT, [malformed()]),
        storage.apply(ANNA, [arrived({ id: "B" })]),
      ]);
      assert.deepEqual(
        outcomes.map((outcome) => outcome.status),
        ["fulfilled", "rejected", "fulfilled"],
      );
      assert.deepEqual(await idsOf(storage), ["B", "A"]);
    },
  },
];
