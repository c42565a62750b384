import assert from "node:assert/strict";
import { plainMessage } from "../../types/message.ts";
import type { Check } from "../check.ts";
import {
  ANNA,
  arrived,
  BERT,
  BOB,
  BOB_IS_BOB,
  BOB_LID,
  GROUP,
  NOON,
  revoked,
  type StorageContext,
} from "./storage-context.ts";

const ids = (count: number) => Array.from({ length: count }, (_, index) => `M${String(index).padStart(3, "0")}`);

/** What JSON has to escape, or what looks as if it were JSON. */
const HOSTILE_TEXTS = [
  'say "hi" \\ and /',
  "\u0000\u0001\b\t\n\f\r\u001f\u007f",
  "\u2028\u2029\ufeff",
  "grüße 日本語 👩‍👩‍👧 \u{10ffff}",
  '{"a":[1,2]}',
  "null",
  "[]",
  "1e400",
  "' || (SELECT 1) --",
  "",
];

const DETAILS = {
  media: {
    mimeType: "image/jpeg",
    fileName: 'a "b".jpg',
    sizeBytes: 9_007_199_254_740_991,
    seconds: null,
    widthPx: 0,
    heightPx: 1,
    sha256: "q83v/A==",
    viewOnce: true,
  },
  location: { latitude: -0.1, longitude: 1e-7, name: "\u2028", address: null, live: false },
  contacts: [{ name: null, vcard: "BEGIN:VCARD\r\nEND:VCARD" }],
  reaction: { targetId: "A", emoji: "👍🏽" },
  poll: { question: "?", options: ["", '"'], selectableCount: 1 },
};

/** A page as JSON, where a storage has it, says what the page says, to the letter. */
export const jsonPageChecks: readonly Check<StorageContext>[] = [
  {
    name: "writes as JSON what a page has",
    async run({ storage }) {
      await storage.apply(ANNA, [
        ...HOSTILE_TEXTS.map((text, index) => arrived({ id: `T${index}"\n`, text, senderName: text, quotedId: text })),
        arrived({ id: "mine", fromMe: true, status: "read" }),
        arrived({ id: "details", type: "image", text: null, details: DETAILS, timestamp: NOON + 1 }),
        arrived({ id: "edited", editedAt: NOON + 1 }),
        arrived({ id: "taken back" }),
        revoked("taken back"),
        arrived({ id: "in a group", chat: GROUP, sender: BOB }),
      ]);
      await assertSame(storage, BOB);
      await assertSame(storage, GROUP);
    },
  },
  {
    name: "walks as JSON where the pages walk, and refuses what they refuse",
    async run({ storage }) {
      await storage.apply(
        ANNA,
        ids(9).map((id, index) => arrived({ id, timestamp: NOON + (index >> 2) })),
      );
      for (const limit of [1, 2, 8, 9, 10]) {
        let cursor: string | undefined;
        do cursor = await assertSame(storage, BOB, { limit, cursor });
        while (cursor !== undefined);
      }
      await assertSame(storage, BOB, { limit: 5, cursor: String(NOON) });
      await assertSame(storage, "4999999999@s.whatsapp.net");
      const { messages } = storage;
      if (messages.pageAsJson === undefined) return;
      await assert.rejects(messages.pageAsJson(ANNA, BOB, { limit: 501 }), { code: "INVALID_LIMIT" });
      await assert.rejects(messages.pageAsJson(ANNA, BOB, { limit: 1, cursor: "no" }), { code: "INVALID_CURSOR" });
    },
  },
  {
    name: "writes as JSON the chat that either of a contact's JIDs names, and nothing of another tenant's",
    async run({ storage }) {
      await storage.apply(ANNA, [
        arrived({ id: "A" }),
        arrived({ id: "B", chat: BOB_LID, sender: BOB_LID }),
        BOB_IS_BOB,
      ]);
      await storage.apply(BERT, [arrived({ id: "C" })]);
      await assertSame(storage, BOB);
      await assertSame(storage, BOB_LID);
    },
  },
];

/** Compares one page of Anna's. Resolves with the cursor of the next. */
async function assertSame(
  { messages }: StorageContext["storage"],
  chat: string,
  request: { limit: number; cursor?: string | undefined } = { limit: 50 },
): Promise<string | undefined> {
  const { items, nextCursor } = await messages.page(ANNA, chat, request);
  const expected = { items: JSON.stringify(items.map(plainMessage)), nextCursor };
  if (messages.pageAsJson !== undefined) assert.deepEqual(await messages.pageAsJson(ANNA, chat, request), expected);
  return nextCursor ?? undefined;
}
