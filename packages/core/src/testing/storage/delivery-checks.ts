import assert from "node:assert/strict";
import type { LaneProgress } from "../../storage/delivery-store.ts";
import type { TenantId } from "../../types/tenant.ts";
import {
  LOGGED_ATTEMPTS,
  type WebhookAttempt,
  type WebhookDeadLetter,
  type WebhookLane,
} from "../../types/webhook-delivery.ts";
import type { Check } from "../check.ts";
import { ANNA, arrived, BERT, NOON, type StorageContext, walk } from "./storage-context.ts";

const laneOf = (endpoint: string, change: Partial<WebhookLane> = {}): WebhookLane => ({
  endpoint,
  position: 0,
  replays: [],
  head: 0,
  failures: 0,
  nextTryAt: 0,
  failingSince: null,
  tries: 0,
  ...change,
});

const attemptOf = (number: number, change: Partial<WebhookAttempt> = {}): WebhookAttempt => ({
  endpoint: "a",
  number,
  eventId: `evt_${number}`,
  event: "connection",
  at: NOON + number,
  durationMs: 5,
  status: 200,
  error: null,
  ...change,
});

const deadOf = (position: number, change: Partial<WebhookDeadLetter> = {}): WebhookDeadLetter => ({
  endpoint: "a",
  position,
  eventId: `evt_${position}`,
  event: "connection",
  attempts: 10,
  status: 500,
  error: "The receiver answered 500.",
  diedAt: NOON,
  ...change,
});

const progressOf = (tenant: TenantId, lane: WebhookLane, change: Partial<LaneProgress> = {}): LaneProgress => ({
  tenant,
  lane,
  attempts: [],
  died: [],
  revived: [],
  ...change,
});

const FAILING = {
  replays: [
    [3, 3],
    [5, 9],
  ],
  head: 3,
  failures: 2,
  nextTryAt: NOON,
  failingSince: NOON - 1,
  tries: 7,
} as const;

export const deliveryChecks: readonly Check<StorageContext>[] = [
  {
    name: "keeps how far the deliveries to many endpoints are, also after it was opened again",
    async run({ storage, reopen }) {
      await storage.deliveries.advance([
        progressOf(ANNA, laneOf("a")),
        progressOf(ANNA, laneOf("b", { position: 12, ...FAILING })),
        progressOf(BERT, laneOf("a", { position: 99 })),
      ]);
      await storage.deliveries.advance([progressOf(ANNA, laneOf("a", { position: 1, tries: 1 }))]);
      const again = await reopen();
      const lanes = [...(await again.deliveries.lanes(ANNA))].toSorted((x, y) => (x.endpoint < y.endpoint ? -1 : 1));
      assert.deepEqual(lanes, [laneOf("a", { position: 1, tries: 1 }), laneOf("b", { position: 12, ...FAILING })]);
      assert.deepEqual(await again.deliveries.lanes(BERT), [laneOf("a", { position: 99 })]);
    },
  },
  {
    name: "logs the last tries of an endpoint, the latest first",
    async run({ storage }) {
      const failed = attemptOf(1, { status: null, error: "nobody listens" });
      await storage.deliveries.advance([progressOf(ANNA, laneOf("a"), { attempts: [failed, attemptOf(2)] })]);
      assert.deepEqual(await storage.deliveries.attempts(ANNA, "a"), [attemptOf(2), failed]);
      const many = Array.from({ length: LOGGED_ATTEMPTS }, (_, index) => attemptOf(index + 3));
      await storage.deliveries.advance([progressOf(ANNA, laneOf("a"), { attempts: many })]);
      assert.deepEqual(await storage.deliveries.attempts(ANNA, "a"), many.toReversed());
      assert.deepEqual(await storage.deliveries.attempts(ANNA, "b"), []);
      assert.deepEqual(await storage.deliveries.attempts(BERT, "a"), []);
    },
  },
  {
    name: "logs the last tries of an endpoint, however many are noted at once",
    async run({ storage, reopen }) {
      const numbers = Array.from({ length: LOGGED_ATTEMPTS + 30 }, (_, index) => attemptOf(index + 1));
      for (const [from, to] of [
        [0, 60],
        [60, 61],
        [61, 61],
        [61, 75],
        [75, 130],
      ]) {
        const attempts = numbers.slice(from, to);
        await storage.deliveries.advance([progressOf(ANNA, laneOf("a", { tries: to ?? 0 }), { attempts })]);
      }
      const expected = numbers.slice(-LOGGED_ATTEMPTS).toReversed();
      assert.deepEqual(await storage.deliveries.attempts(ANNA, "a"), expected);
      assert.deepEqual(await (await reopen()).deliveries.attempts(ANNA, "a"), expected);
    },
  },
  {
    name: "lists a tenant's dead letters page by page, the latest first, and none of another's",
    async run({ storage }) {
      const dead = [1, 2, 10, 11].map((position) => deadOf(position));
      const other = deadOf(10, { endpoint: "b", status: null });
      const later = deadOf(3, { diedAt: NOON + 1 });
      await storage.deliveries.advance([
        progressOf(ANNA, laneOf("a"), { died: [...dead, later] }),
        progressOf(ANNA, laneOf("b"), { died: [other] }),
        progressOf(BERT, laneOf("a"), { died: [deadOf(7)] }),
      ]);
      const listed = await walk((cursor) => storage.deliveries.deadLetters(ANNA, { limit: 2, cursor }));
      assert.deepEqual(listed, [later, other, ...dead.toReversed()]);
    },
  },
  {
    name: "takes a dead letter away when it was delivered after all, and keeps one that died twice once",
    async run({ storage }) {
      await storage.deliveries.advance([progressOf(ANNA, laneOf("a"), { died: [deadOf(1), deadOf(2), deadOf(3)] })]);
      await storage.deliveries.advance([progressOf(ANNA, laneOf("b"), { died: [deadOf(1, { endpoint: "b" })] })]);
      const again = deadOf(3, { attempts: 20 });
      await storage.deliveries.advance([progressOf(ANNA, laneOf("a"), { revived: [1], died: [again] })]);
      const { items } = await storage.deliveries.deadLetters(ANNA, { limit: 10 });
      assert.deepEqual(items, [deadOf(1, { endpoint: "b" }), again, deadOf(2)]);
    },
  },
  {
    name: "forgets dead letters with their events",
    async run({ storage }) {
      await storage.apply(ANNA, [arrived({ id: "A" }), arrived({ id: "B" }), arrived({ id: "C" })]);
      const positions = (await storage.events.read(ANNA, 0, 3)).map(({ position }) => position);
      const dead = positions.map((position) => deadOf(position));
      await storage.deliveries.advance([progressOf(ANNA, laneOf("a"), { died: dead })]);
      await storage.events.trim(ANNA, positions[1] ?? 0);
      assert.deepEqual((await storage.deliveries.deadLetters(ANNA, { limit: 10 })).items, dead.slice(2));
    },
  },
  {
    name: "forgets all of an endpoint, or of a tenant, and nothing of another",
    async run({ storage }) {
      const everything = (tenant: TenantId, endpoint: string) =>
        progressOf(tenant, laneOf(endpoint), {
          attempts: [attemptOf(1, { endpoint })],
          died: [deadOf(1, { endpoint })],
        });
      await storage.deliveries.advance([everything(ANNA, "a"), everything(ANNA, "b"), everything(BERT, "a")]);
      await storage.deliveries.remove(ANNA, "a");
      assert.deepEqual(await storage.deliveries.lanes(ANNA), [laneOf("b")]);
      assert.deepEqual(await storage.deliveries.attempts(ANNA, "a"), []);
      assert.equal((await storage.deliveries.deadLetters(ANNA, { limit: 10 })).items.length, 1);
      await storage.erase(ANNA);
      const left = [
        await storage.deliveries.lanes(ANNA),
        await storage.deliveries.attempts(ANNA, "b"),
        (await storage.deliveries.deadLetters(ANNA, { limit: 10 })).items,
      ];
      assert.deepEqual(left, [[], [], []]);
      assert.deepEqual(await storage.deliveries.lanes(BERT), [laneOf("a")]);
      assert.equal((await storage.deliveries.attempts(BERT, "a")).length, 1);
    },
  },
  {
    name: "refuses every call on deliveries while it is closed",
    async run({ storage }) {
      await storage.close();
      const closed = { code: "STORAGE_CLOSED" };
      await assert.rejects(async () => storage.deliveries.lanes(ANNA), closed);
      await assert.rejects(async () => storage.deliveries.advance([progressOf(ANNA, laneOf("a"))]), closed);
      await assert.rejects(async () => storage.deliveries.attempts(ANNA, "a"), closed);
      await assert.rejects(async () => storage.deliveries.deadLetters(ANNA, { limit: 1 }), closed);
      await assert.rejects(async () => storage.deliveries.remove(ANNA, "a"), closed);
    },
  },
];
