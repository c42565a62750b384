import { describe, expect, it, onTestFinished, vi } from "vitest";
import { NOTHING_STORED } from "../src/business/merge-business.ts";
import { WebhookFailedError } from "../src/errors.ts";
import { silentLogger } from "../src/logger.ts";
import { MemoryStorage } from "../src/storage/memory/memory-storage.ts";
import { businessJson } from "../src/types/business.ts";
import { parseTenantId } from "../src/types/parse-tenant-id.ts";
import type { TenantId } from "../src/types/tenant.ts";
import type { WebhookBody } from "../src/types/webhook.ts";
import { deliverySettings, type WebhookDeliveryOptions } from "../src/webhooks/delivery-options.ts";
import { WebhookDispatcher } from "../src/webhooks/dispatcher.ts";
import { DEFAULT_ENDPOINT, EndpointRegistry } from "../src/webhooks/endpoint-registry.ts";
import type { WebhookDelivery } from "../src/webhooks/webhook-sender.ts";

const [ANNA, BERT] = [parseTenantId("tenant-anna"), parseTenantId("tenant-bert")];

const AT_ONCE = { scheduleMs: [0, 1, 1, 1, 1, 1, 1, 1, 1, 1] };
const LATER = { scheduleMs: [0, 600_000, 600_000] };

type Send = (delivery: WebhookDelivery) => Promise<number>;

const ok: Send = async () => 200;
const dataOf = ({ body }: WebhookDelivery) => (JSON.parse(body) as WebhookBody).data;
const numberOf = (delivery: WebhookDelivery) => Number(dataOf(delivery).error);

/** What a receiver that never answers does: nothing, until it is cut off. */
const hang: Send = ({ signal }) =>
  new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));

/** Tenants with an endpoint each, whose deliveries go to `send`, with everything that came of them. */
async function dispatch(send: Send, options: WebhookDeliveryOptions = AT_ONCE, tenants: readonly TenantId[] = [ANNA]) {
  const storage = new MemoryStorage();
  await storage.open();
  const tried: { tenant: TenantId; number: number; id: string }[] = [];
  const delivered: typeof tried = [];
  const onDisabled = vi.fn();
  const registry = new EndpointRegistry(storage);
  const start = (behaviour = send) => {
    const dispatcher = new WebhookDispatcher({
      storage,
      registry,
      sender: {
        send: async (delivery) => {
          const one = { tenant: delivery.tenantId, number: numberOf(delivery), id: delivery.id };
          tried.push(one);
          const status = await behaviour(delivery);
          delivered.push(one);
          return status;
        },
        close: async () => undefined,
      },
      settings: deliverySettings(options),
      logger: silentLogger,
      facts: { qrOf: () => "the QR", businessOf: async () => businessJson(NOTHING_STORED.info) },
      onDisabled,
    });
    dispatcher.start();
    onTestFinished(() => dispatcher.stop());
    return dispatcher;
  };
  for (const tenant of tenants) await storage.tenants.save(tenant, { webhookUrl: `https://${tenant}.example/` });
  for (const tenant of tenants) await registry.list(tenant);
  const dispatcher = start();
  /** Numbers that happen to a tenant. */
  const happen = async (tenant: TenantId, ...numbers: readonly number[]) => {
    await storage.events.append(
      tenant,
      numbers.map((number) => ({ type: "error", data: { error: number } })),
    );
    dispatcher.wake(tenant);
  };
  const numbers = (tenant = ANNA) => delivered.filter((one) => one.tenant === tenant).map(({ number }) => number);
  const dead = async () => {
    await dispatcher.settle();
    return (await storage.deliveries.deadLetters(ANNA, { limit: 10 })).items;
  };
  return { storage, registry, dispatcher, start, happen, tried, delivered, numbers, dead, onDisabled };
}

const eventually = (check: () => unknown) => vi.waitFor(check, { timeout: 5_000, interval: 2 });
const until = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe("WebhookDispatcher", () => {
  it("delivers a tenant's events in order, to its address, one at a time, each once", async () => {
    let running = 0;
    const { happen, numbers, tried } = await dispatch(async ({ url }) => {
      expect([url, running]).toEqual(["https://tenant-anna.example/", 0]);
      running += 1;
      await new Promise(setImmediate);
      running -= 1;
      return 200;
    });
    for (const number of until(100)) await happen(ANNA, number);
    await eventually(() => expect(numbers()).toEqual(until(100)));
    expect(new Set(tried.map(({ id }) => id)).size).toBe(100);
  });

  it("tries a failed event again before the next one, under the same id", async () => {
    let failures = 3;
    const { happen, numbers, tried, dead } = await dispatch(async () => {
      if (failures-- > 0) throw new WebhookFailedError(500);
      return 200;
    });
    await happen(ANNA, 1, 2);
    await eventually(() => expect(numbers()).toEqual([1, 2]));
    expect(tried.map(({ number }) => number)).toEqual([1, 1, 1, 1, 2]);
    expect(new Set(tried.map(({ id }) => id)).size).toBe(2);
    expect(await dead()).toEqual([]);
  });

  it("makes a dead letter of an event after the last try, and goes on with the next", async () => {
    const send: Send = async (delivery) => {
      if (numberOf(delivery) === 1) throw new WebhookFailedError(500);
      return 200;
    };
    const { happen, numbers, dead, tried } = await dispatch(send, { scheduleMs: [0, 1, 1] });
    await happen(ANNA, 1, 2);
    await eventually(() => expect(numbers()).toEqual([2]));
    expect(tried.map(({ number }) => number)).toEqual([1, 1, 1, 2]);
    expect(await dead()).toMatchObject([{ attempts: 3, status: 500, event: "error", eventId: tried[0]?.id }]);
  });

  it("goes on after a restart where it was, with the tries that an event has had", async () => {
    const { happen, numbers, tried, dispatcher, start, storage, dead } = await dispatch(async (delivery) => {
      if (numberOf(delivery) > 2) throw new WebhookFailedError(503);
      return 200;
    }, LATER);
    await happen(ANNA, ...until(4));
    await eventually(() => expect(tried).toHaveLength(3));
    await dispatcher.stop();
    const [lane] = await storage.deliveries.lanes(ANNA);
    expect(lane).toMatchObject({ position: 2, head: 3, failures: 1, tries: 3 });
    expect(lane?.nextTryAt).toBeGreaterThan(Date.now() + 500_000);
    const again = start(ok);
    await again.states(ANNA);
    expect(tried).toHaveLength(3);
    await again.stop();
    await storage.deliveries.advance([
      { tenant: ANNA, lane: { ...lane, nextTryAt: 0 } as never, attempts: [], died: [], revived: [] },
    ]);
    start(ok);
    await eventually(() => expect(numbers()).toEqual(until(4)));
    expect(await dead()).toEqual([]);
  });

  it("delivers what happened while nothing ran, and what happened meanwhile to others too", async () => {
    const { happen, dispatcher, start, numbers } = await dispatch(ok, AT_ONCE, [ANNA, BERT]);
    await dispatcher.stop();
    await happen(ANNA, 1, 2);
    await happen(BERT, 3);
    start();
    await eventually(() => expect([numbers(), numbers(BERT)]).toEqual([[1, 2], [3]]));
  });

  it("waits as long as the receiver asks", async () => {
    const { happen, tried, dispatcher } = await dispatch(() =>
      Promise.reject(new WebhookFailedError(429, { retryAfterMs: 3_600_000 })),
    );
    await happen(ANNA, 1);
    await eventually(async () => {
      const [lane] = await dispatcher.states(ANNA);
      expect((lane?.nextTryAt ?? 0) - Date.now()).toBeGreaterThan(3_500_000);
    });
    expect(tried).toHaveLength(1);
  });

  it("disables an endpoint that is gone, says so once, and goes on where it was when it is enabled", async () => {
    const { happen, registry, dispatcher, onDisabled, numbers, tried, dead } = await dispatch(async (delivery) => {
      if (tried.length === 1) throw new WebhookFailedError(410);
      return numberOf(delivery) > 0 ? 200 : 500;
    });
    await happen(ANNA, 1, 2);
    await eventually(() => expect(onDisabled.mock.calls).toEqual([[ANNA, DEFAULT_ENDPOINT, "gone"]]));
    await happen(ANNA, 3);
    await dispatcher.refresh(ANNA);
    expect(await registry.list(ANNA)).toMatchObject([{ disabled: { reason: "gone" } }]);
    expect([tried.length, await dead(), await dispatcher.states(ANNA)]).toEqual([1, [], []]);
    await registry.change(ANNA, DEFAULT_ENDPOINT, (endpoint) => ({ ...endpoint, disabled: null }));
    await dispatcher.refresh(ANNA);
    await eventually(() => expect(numbers()).toEqual([1, 2, 3]));
  });

  it("disables an endpoint that has taken nothing for days", async () => {
    const { happen, onDisabled } = await dispatch(() => Promise.reject(new WebhookFailedError(500)), {
      ...AT_ONCE,
      disableAfterMs: 3,
    });
    await happen(ANNA, ...until(100));
    await eventually(() => expect(onDisabled.mock.calls).toEqual([[ANNA, DEFAULT_ENDPOINT, "failing"]]));
  });

  it("lets a hundred dead receivers delay nobody else", async () => {
    const others = until(100).map((number) => parseTenantId(`tenant-${number}`));
    const { happen, numbers } = await dispatch(
      (delivery) => (delivery.tenantId === BERT ? ok(delivery) : hang(delivery)),
      { ...AT_ONCE, concurrency: 101, slowAfterMs: 5 },
      [...others, BERT],
    );
    for (const other of others) await happen(other, 1, 2);
    for (const number of until(20)) await happen(BERT, number);
    await eventually(() => expect(numbers(BERT)).toEqual(until(20)));
  });

  it("gives receivers that fail places of their own", async () => {
    const send: Send = (delivery) => {
      if (delivery.tenantId === BERT) return ok(delivery);
      return numberOf(delivery) === 1 && !hanging ? Promise.reject(new WebhookFailedError(500)) : hang(delivery);
    };
    let hanging = false;
    const others = until(10).map((number) => parseTenantId(`tenant-${number}`));
    const options = { scheduleMs: [0, 1, 1], concurrency: 2, slowAfterMs: 600_000 };
    const { happen, numbers, tried } = await dispatch(send, options, [...others, BERT]);
    for (const other of others) await happen(other, 1);
    await eventually(() => expect(new Set(tried.map(({ tenant }) => tenant)).size).toBe(10));
    hanging = true;
    await happen(BERT, 1);
    await eventually(() => expect(numbers(BERT)).toEqual([1]));
  });

  it("has no more deliveries on their way than it may, and lets tenants take turns", async () => {
    let [running, most] = [0, 0];
    const tenants = until(20).map((number) => parseTenantId(`tenant-${number}`));
    const { happen, delivered } = await dispatch(
      async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise(setImmediate);
        running -= 1;
        return 200;
      },
      { ...AT_ONCE, concurrency: 3 },
      tenants,
    );
    for (const tenant of tenants) await happen(tenant, ...until(10));
    await eventually(() => expect(delivered).toHaveLength(200));
    expect(most).toBe(3);
    // Nobody is done before everybody has had something.
    const first = new Set<TenantId>();
    const counts = new Map<TenantId, number>();
    for (const { tenant } of delivered) {
      counts.set(tenant, (counts.get(tenant) ?? 0) + 1);
      first.add(tenant);
      if (counts.get(tenant) === 10) break;
    }
    expect(first.size).toBe(20);
  });

  it("lets what is on its way arrive when it stops, begins nothing more, and knows afterwards what arrived", async () => {
    let arrive: () => void = () => undefined;
    const { happen, dispatcher, numbers, tried, storage } = await dispatch(
      () =>
        new Promise((resolve) => {
          arrive = () => resolve(200);
        }),
    );
    await happen(ANNA, 1, 2);
    await eventually(() => expect(tried).toHaveLength(1));
    const stopped = dispatcher.stop({ drainMs: 60_000 });
    arrive();
    await stopped;
    expect([numbers(), tried.length]).toEqual([[1], 1]);
    expect(await storage.deliveries.lanes(ANNA)).toMatchObject([{ position: 1, tries: 1 }]);
  });

  it("cuts off what hangs when it stops, which counts as no try, and may be stopped twice", async () => {
    const { happen, dispatcher, tried, storage, start, numbers } = await dispatch(hang);
    await happen(ANNA, 1);
    await eventually(() => expect(tried).toHaveLength(1));
    await dispatcher.stop({ drainMs: 1 });
    await dispatcher.stop();
    expect(await storage.deliveries.lanes(ANNA)).toMatchObject([{ position: 0, failures: 0, tries: 0 }]);
    start(ok);
    await eventually(() => expect(numbers()).toEqual([1]));
  });

  it("notes together what it delivers quickly, and at once when somebody asks", async () => {
    const { happen, storage, numbers, dispatcher } = await dispatch(async () => {
      await new Promise(setImmediate);
      return 200;
    });
    const advance = vi.spyOn(storage.deliveries, "advance");
    for (const number of until(200)) await happen(ANNA, number);
    await eventually(() => expect(numbers()).toHaveLength(200));
    await dispatcher.settle();
    expect(advance.mock.calls.length).toBeLessThan(50);
    expect(await storage.deliveries.lanes(ANNA)).toMatchObject([{ position: 200, tries: 200 }]);
  });

  it("notes what it has delivered although the storage fails for a while", async () => {
    const { happen, storage, numbers, dispatcher } = await dispatch(ok);
    const advance = vi.spyOn(storage.deliveries, "advance").mockRejectedValueOnce(new Error("disk full"));
    await happen(ANNA, 1, 2);
    await eventually(() => expect(numbers()).toEqual([1, 2]));
    await dispatcher.settle();
    expect(advance.mock.calls.length).toBeGreaterThan(1);
    expect(await storage.deliveries.lanes(ANNA)).toMatchObject([{ position: 2, tries: 2 }]);
    expect((await storage.deliveries.attempts(ANNA, DEFAULT_ENDPOINT)).map(({ number }) => number)).toEqual([2, 1]);
  });

  it("delivers again what is asked for, before anything new, and takes the dead letter away", async () => {
    let isAway = true;
    const { happen, numbers, dead, dispatcher, tried } = await dispatch(
      async (delivery) => {
        if (isAway && numberOf(delivery) === 2) throw new WebhookFailedError(500);
        return 200;
      },
      { scheduleMs: [0] },
    );
    await happen(ANNA, ...until(5));
    await eventually(() => expect(numbers()).toEqual([1, 3, 4, 5]));
    expect(await dead()).toHaveLength(1);
    isAway = false;
    await dispatcher.replay(ANNA, DEFAULT_ENDPOINT, [
      [2, 2],
      [4, 5],
    ]);
    await happen(ANNA, 6);
    await eventually(() => expect(numbers()).toEqual([1, 3, 4, 5, 2, 4, 5, 6]));
    expect(await dead()).toEqual([]);
    const ids = (number: number) => new Set(tried.filter((one) => one.number === number).map(({ id }) => id));
    expect([ids(2).size, ids(4).size]).toEqual([1, 1]);
  });

  it.each([200, 500])(
    "keeps its order when a replay is asked for while an event is on its way, answered %i",
    async (first) => {
      let answer: () => void = () => undefined;
      let isHeld = false;
      const { happen, dispatcher, numbers, tried } = await dispatch(async () => {
        if (!isHeld) return 200;
        isHeld = false;
        await new Promise<void>((resolve) => {
          answer = resolve;
        });
        if (first !== 200) throw new WebhookFailedError(first);
        return first;
      });
      await happen(ANNA, 1, 2, 3);
      await eventually(() => expect(numbers()).toEqual([1, 2, 3]));
      isHeld = true;
      await happen(ANNA, 4, 5);
      await eventually(() => expect(tried).toHaveLength(4));
      await dispatcher.replay(ANNA, DEFAULT_ENDPOINT, [[1, 2]]);
      answer();
      await eventually(() => expect(numbers()).toEqual([1, 2, 3, 4, 1, 2, 5]));
    },
  );

  it("takes no more replays than it can keep", async () => {
    const { happen, dispatcher, numbers } = await dispatch(ok);
    await happen(ANNA, 1);
    await eventually(() => expect(numbers()).toEqual([1]));
    const many = Array.from({ length: 2_001 }, () => [1, 1] as const);
    await expect(dispatcher.replay(ANNA, DEFAULT_ENDPOINT, many)).rejects.toMatchObject({ code: "INVALID_REPLAY" });
    await dispatcher.replay(ANNA, DEFAULT_ENDPOINT, [
      [1, 1],
      [1, 1],
      [2, 9],
    ]);
    await eventually(() => expect(numbers()).toEqual([1, 1, 1]));
  });

  it("has nothing of a tenant on its way while it is erased", async () => {
    const { happen, dispatcher, tried, storage } = await dispatch(hang);
    await happen(ANNA, 1);
    await eventually(() => expect(tried).toHaveLength(1));
    const erased = dispatcher.without(ANNA, async () => {
      dispatcher.wake(ANNA);
      await storage.erase(ANNA);
      dispatcher.wake(ANNA);
    });
    await erased;
    expect([await storage.deliveries.lanes(ANNA), tried.length]).toEqual([[], 1]);
  });

  it.each([
    { asks: true, qr: "the QR" },
    { asks: false, qr: undefined },
  ])("shows the QR: $asks", async ({ asks, qr }) => {
    const bodies: unknown[] = [];
    const { registry, dispatcher, storage } = await dispatch(async (delivery) => {
      bodies.push(dataOf(delivery));
      return 200;
    });
    await registry.change(ANNA, DEFAULT_ENDPOINT, (endpoint) => ({ ...endpoint, asksForQr: asks }));
    await dispatcher.refresh(ANNA);
    const data = (status: string) => ({ type: "connection", data: { status } });
    await storage.events.append(ANNA, [data("waiting_qr"), data("connected")]);
    dispatcher.wake(ANNA);
    await eventually(() => expect(bodies).toHaveLength(2));
    expect(bodies).toEqual([{ status: "waiting_qr", ...(qr !== undefined && { qr }) }, { status: "connected" }]);
  });
});
