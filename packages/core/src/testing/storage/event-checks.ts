import assert from "node:assert/strict";
import type { Storage } from "../../storage/storage.ts";
import type { FeedEvent } from "../../types/feed-event.ts";
import type { PlainMessage } from "../../types/message.ts";
import type { TenantId } from "../../types/tenant.ts";
import type { Check } from "../check.ts";
import {
  ANNA,
  arrived,
  BERT,
  BOB,
  BOB_IS_BOB,
  BOB_LID,
  edited,
  moved,
  NOON,
  remembered,
  revoked,
  type StorageContext,
} from "./storage-context.ts";

const EVERYTHING = 1000;
const PLACE = { location: { latitude: 52.5, longitude: -1e-7, name: 'a "place"', address: null, live: false } };
const CONNECTED = { type: "connection", data: { status: "connected" } } as const;

const readAll = (storage: Storage, tenant: TenantId = ANNA) => storage.events.read(tenant, 0, EVERYTHING);

/** The message that an event carries. */
const messageOf = ({ message }: FeedEvent) => (message === null ? null : (JSON.parse(message) as PlainMessage));

/** What each event says: its type, and its message's id and text. */
const told = async (storage: Storage, tenant: TenantId = ANNA) =>
  (await readAll(storage, tenant)).map((event) => [
    event.type,
    messageOf(event)?.id ?? null,
    messageOf(event)?.text ?? null,
  ]);

export const eventChecks: readonly Check<StorageContext>[] = [
  {
    name: "has an event in the feed for each thing that was new in a batch, in order, and for nothing else",
    async run({ storage }) {
      const { stored } = await storage.apply(ANNA, [
        arrived({ id: "A" }),
        remembered({ id: "history" }),
        arrived({ id: "B", fromMe: true, status: "pending" }),
        arrived({ id: "C", type: "undecryptable", text: null }),
      ]);
      const changes = [moved("B", "sent"), edited("A", NOON), revoked("A"), moved("C", "read")];
      await storage.apply(ANNA, [arrived({ id: "A" }), ...changes]);
      const events = await readAll(storage);
      assert.deepEqual(
        events.map((event) => [event.type, messageOf(event)?.id ?? event.data.key ?? event.data.chat]),
        [
          ["message.received", "A"],
          ["message.sent", "B"],
          ["message.undecryptable", "C"],
          ["message.edited", "A"],
          ["message.revoked", "A"],
          ["message.status", { chat: BOB, id: "B" }],
          ["message.status", { chat: BOB, id: "C" }],
          ["chat.read", BOB],
        ],
      );
      assert.deepEqual(events.at(-3)?.data, { key: { chat: BOB, id: "B" }, status: "sent", errorCode: null });
      assert.deepEqual(events.at(-1)?.data, { chat: BOB, unreadCount: 1 });
      const { raw: _, ...sent } = stored[1] ?? {};
      assert.deepEqual(events.map(messageOf)[1], { ...sent, status: "sent" });
    },
  },
  {
    name: "has no event of a batch that it refused",
    async run({ storage }) {
      await assert.rejects(async () => storage.apply(ANNA, [arrived({ id: "A" }), { kind: "nonsense" } as never]));
      assert.deepEqual(await readAll(storage), []);
    },
  },
  {
    name: "tells of a message as it is when the feed is read",
    async run({ storage }) {
      await storage.apply(ANNA, [arrived({ id: "A" })]);
      await storage.apply(ANNA, [edited("A", NOON)]);
      assert.deepEqual(await told(storage), [
        ["message.received", "A", `edited at ${NOON}`],
        ["message.edited", "A", `edited at ${NOON}`],
      ]);
    },
  },
  {
    name: "tells of a message word for word, as its page has it",
    async run({ storage }) {
      await storage.apply(ANNA, [
        arrived({
          id: 'quotes " and \\ and {"json":[]}',
          text: "tab\t, break\r\n, bell\u0007, \u2028, \u007f, é, 😀, </script>",
        }),
        arrived({ id: "empty", text: "", senderName: 'Bob "Bobby" O\'Neil' }),
        arrived({ id: "mine", fromMe: true, text: null, quotedId: "empty", type: "location", details: PLACE }),
        arrived({
          id: "known number",
          type: "contact",
          text: "1e3",
          details: { contacts: [{ name: null, vcard: "\n" }] },
        }),
      ]);
      const { items } = await storage.messages.page(ANNA, BOB, { limit: 10 });
      const plain = items.map(({ raw: _, ...message }) => message);
      assert.deepEqual((await readAll(storage)).map(messageOf), plain.toReversed());
    },
  },
  {
    name: "tells of a message in the chat into which its own was merged, also when it was there already",
    async run({ storage }) {
      await storage.apply(ANNA, [arrived({ id: "A", chat: BOB_LID }), arrived({ id: "B", chat: BOB_LID })]);
      await storage.apply(ANNA, [arrived({ id: "B" })]);
      await storage.apply(ANNA, [BOB_IS_BOB, arrived({ id: "C" })]);
      assert.deepEqual(
        (await readAll(storage)).map(messageOf).map((message) => [message?.id, message?.chat]),
        [
          ["A", BOB],
          ["B", BOB],
          ["B", BOB],
          ["C", BOB],
        ],
      );
    },
  },
  {
    name: "keeps events without a record among the others, in order, also after it was opened again",
    async run({ storage, reopen }) {
      await storage.events.append(ANNA, [CONNECTED]);
      await storage.apply(ANNA, [arrived({ id: "A" })]);
      await storage.events.append(ANNA, [
        { type: "error", data: { error: "first" } },
        { type: "error", data: { error: "second" } },
      ]);
      const before = await readAll(storage);
      assert.deepEqual(
        before.map(({ type, data }) => [type, data]),
        [
          ["connection", { status: "connected" }],
          ["message.received", {}],
          ["error", { error: "first" }],
          ["error", { error: "second" }],
        ],
      );
      const again = await reopen();
      assert.deepEqual(await readAll(again), before);
      await again.events.append(ANNA, [CONNECTED]);
      const after = await readAll(again);
      assert.deepEqual(after.slice(0, -1), before);
      assert.equal(await again.events.end(ANNA), after.at(-1)?.position);
    },
  },
  {
    name: "reads a feed on from any position, with positions that grow and ids that no two events share",
    async run({ storage }) {
      for (const id of ["A", "B", "C", "D"]) await storage.apply(ANNA, [arrived({ id })]);
      const events = await readAll(storage);
      for (const [index, { position }] of events.entries()) {
        assert.deepEqual(await storage.events.read(ANNA, position, 2), events.slice(index + 1, index + 3));
      }
      const positions = events.map(({ position }) => position);
      assert.deepEqual(
        positions,
        positions.toSorted((a, b) => a - b),
      );
      assert.equal(new Set(events.map(({ id }) => id)).size, 4);
    },
  },
  {
    name: "shows a tenant nothing of another's feed, not even how long it is",
    async run({ storage }) {
      await storage.apply(BERT, [arrived({ id: "A" }), arrived({ id: "B" }), arrived({ id: "C" })]);
      await storage.events.append(BERT, [CONNECTED]);
      assert.deepEqual([await readAll(storage), await storage.events.end(ANNA)], [[], 0]);
      await storage.apply(ANNA, [arrived({ id: "A" })]);
      const [[mine], [first]] = [await readAll(storage), await readAll(storage, BERT)];
      assert.equal(mine?.position, first?.position);
      assert.notEqual(mine?.id, first?.id);
      assert.deepEqual([...(await storage.events.tenants())].toSorted(), [ANNA, BERT]);
    },
  },
  {
    name: "forgets a tenant's events up to a position, and goes on counting behind them",
    async run({ storage, reopen }) {
      await storage.apply(BERT, [arrived({ id: "A" })]);
      await storage.apply(ANNA, [arrived({ id: "A" }), arrived({ id: "B" }), arrived({ id: "C" })]);
      const events = await readAll(storage);
      await storage.events.trim(ANNA, events[1]?.position ?? 0);
      assert.deepEqual(await readAll(storage), events.slice(2));
      await storage.events.trim(ANNA, events[2]?.position ?? 0);
      assert.deepEqual(await storage.events.tenants(), [BERT]);
      const again = await reopen();
      assert.equal(await again.events.end(ANNA), events[2]?.position);
      await again.events.append(ANNA, [CONNECTED]);
      assert.equal((await readAll(again))[0]?.position, (events[2]?.position ?? 0) + 1);
      assert.equal((await readAll(again, BERT)).length, 1);
    },
  },
  {
    name: "finds the last event before a moment",
    async run({ storage }) {
      const start = Date.now();
      assert.equal(await storage.events.positionBefore(ANNA, start), 0);
      for (const id of ["A", "B", "C"]) {
        await storage.apply(ANNA, [arrived({ id })]);
        // The clock ticks, so that each has a moment of its own.
        for (const tick = Date.now(); Date.now() === tick; ) await storage.position(ANNA);
      }
      const events = await readAll(storage);
      for (const [index, { createdAt, position }] of events.entries()) {
        assert.ok(createdAt >= start);
        assert.equal(await storage.events.positionBefore(ANNA, createdAt + 1), position);
        assert.equal(await storage.events.positionBefore(ANNA, createdAt), events[index - 1]?.position ?? 0);
      }
    },
  },
  {
    name: "erases a tenant's feed, and gives its ids to nobody",
    async run({ storage }) {
      await storage.apply(BERT, [arrived({ id: "A" })]);
      await storage.apply(ANNA, [arrived({ id: "A" })]);
      const [before] = await readAll(storage);
      await storage.erase(ANNA);
      assert.deepEqual([await readAll(storage), await storage.events.end(ANNA)], [[], 0]);
      for (const tick = Date.now(); Date.now() === tick; ) await storage.position(BERT);
      await storage.apply(ANNA, [arrived({ id: "A" })]);
      assert.notEqual((await readAll(storage))[0]?.id, before?.id);
      assert.equal((await readAll(storage, BERT)).length, 1);
    },
  },
  {
    name: "refuses every call on its feed while it is closed",
    async run({ storage }) {
      await storage.close();
      const closed = { code: "STORAGE_CLOSED" };
      await assert.rejects(async () => storage.events.append(ANNA, [CONNECTED]), closed);
      await assert.rejects(async () => storage.events.read(ANNA, 0, 1), closed);
      await assert.rejects(async () => storage.events.end(ANNA), closed);
      await assert.rejects(async () => storage.events.positionBefore(ANNA, 0), closed);
      await assert.rejects(async () => storage.events.trim(ANNA, 1), closed);
      await assert.rejects(async () => storage.events.tenants(), closed);
    },
  },
];
