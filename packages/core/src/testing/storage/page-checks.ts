import assert from "node:assert/strict";
import type { Check } from "../check.ts";
import { ANNA, arrived, BOB, idsOf, NOON, remembered, type StorageContext, walk } from "./storage-context.ts";

const HOSTILE_CURSORS = [
  "",
  " ",
  "-1",
  "1.5",
  "1e3",
  "0x10",
  "99999999999999999999",
  "null",
  "' OR 1=1 --",
  "../../etc/passwd",
  "MTc4MDAwMDAwMDAwMA",
  Buffer.from("9999999999999999:A").toString("base64url"),
  Buffer.from("abc:A").toString("base64url"),
  `${Buffer.from("1:A").toString("base64url")}=`,
  "A".repeat(100_000),
  "\u0000",
];

const ids = (count: number) => Array.from({ length: count }, (_, index) => `M${String(index).padStart(3, "0")}`);

export const pageChecks: readonly Check<StorageContext>[] = [
  {
    name: "pages messages newest first, whatever the order they came in",
    async run({ storage }) {
      for (const [id, timestamp] of [["B", 2000] as const, ["C", 3000] as const, ["A", 1000] as const]) {
        await storage.apply(ANNA, [arrived({ id, timestamp })]);
      }
      assert.deepEqual(await idsOf(storage), ["C", "B", "A"]);
    },
  },
  {
    name: "neither repeats nor skips a message of the same second at the edge of a page",
    async run({ storage }) {
      await storage.apply(
        ANNA,
        ids(25).map((id) => arrived({ id })),
      );
      for (const limit of [1, 2, 7, 24, 25]) {
        const items = await walk((cursor) => storage.messages.page(ANNA, BOB, { limit, cursor }));
        assert.deepEqual(
          items.map((message) => message.id),
          ids(25).reverse(),
          `limit ${limit}`,
        );
      }
    },
  },
  {
    name: "neither repeats nor skips a message while others of the same second arrive",
    async run({ storage }) {
      await storage.apply(
        ANNA,
        ids(20).map((id) => arrived({ id })),
      );
      let count = 0;
      const items = await walk(async (cursor) => {
        count += 1;
        const page = storage.messages.page(ANNA, BOB, { limit: 3, cursor });
        // All of them arrive last, wherever their ids would stand.
        await storage.apply(ANNA, [arrived({ id: `Z${count}` }), remembered({ id: `M010-${count}` })]);
        return page;
      });
      const seen = items.map((message) => message.id);
      assert.equal(new Set(seen).size, seen.length, "a message came twice");
      assert.deepEqual(
        seen.filter((id) => ids(20).includes(id)),
        ids(20).reverse(),
      );
    },
  },
  {
    name: "neither repeats nor skips a conversation of the same second",
    async run({ storage }) {
      const chats = ids(20).map((_, index) => `49150000000${10 + index}@s.whatsapp.net`);
      await storage.apply(
        ANNA,
        chats.map((chat) => arrived({ id: "A", chat })),
      );
      const items = await walk((cursor) => storage.chats.page(ANNA, { limit: 3, cursor }));
      assert.deepEqual(items.map((chat) => chat.jid).sort(), chats);
    },
  },
  {
    name: "says that a page is the last one, also when it is exactly full",
    async run({ storage }) {
      await storage.apply(ANNA, [arrived({ id: "A" }), arrived({ id: "B" })]);
      assert.equal((await storage.messages.page(ANNA, BOB, { limit: 2 })).nextCursor, null);
      assert.notEqual((await storage.messages.page(ANNA, BOB, { limit: 1 })).nextCursor, null);
      assert.equal((await storage.chats.page(ANNA, { limit: 1 })).nextCursor, null);
      assert.deepEqual(await storage.messages.page(ANNA, "4999999999@s.whatsapp.net", { limit: 1 }), {
        items: [],
        nextCursor: null,
      });
    },
  },
  {
    name: "begins strictly before a plain timestamp",
    async run({ storage }) {
      await storage.apply(ANNA, [
        arrived({ id: "A", timestamp: NOON - 1 }),
        arrived({ id: "B" }),
        arrived({ id: "C" }),
      ]);
      const { items } = await storage.messages.page(ANNA, BOB, { limit: 10, cursor: String(NOON) });
      assert.deepEqual(
        items.map((message) => message.id),
        ["A"],
      );
      assert.equal((await storage.chats.page(ANNA, { limit: 10, cursor: String(NOON) })).items.length, 0);
      assert.equal((await storage.chats.page(ANNA, { limit: 10, cursor: String(NOON + 1) })).items.length, 1);
    },
  },
  {
    name: "refuses a cursor that is none",
    async run({ storage }) {
      await storage.apply(ANNA, [arrived({ id: "A" })]);
      for (const cursor of HOSTILE_CURSORS) {
        const label = `cursor ${cursor.slice(0, 30)}`;
        await assert.rejects(
          storage.messages.page(ANNA, BOB, { limit: 10, cursor }),
          { code: "INVALID_CURSOR" },
          label,
        );
        await assert.rejects(storage.chats.page(ANNA, { limit: 10, cursor }), { code: "INVALID_CURSOR" }, label);
      }
    },
  },
  {
    name: "refuses a limit outside 1 to 500",
    async run({ storage }) {
      for (const limit of [0, -1, 501, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
        await assert.rejects(storage.messages.page(ANNA, BOB, { limit }), { code: "INVALID_LIMIT" });
        await assert.rejects(storage.chats.page(ANNA, { limit }), { code: "INVALID_LIMIT" });
      }
    },
  },
];
