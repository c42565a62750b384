import { describe, expect, it, onTestFinished, vi } from "vitest";
import { silentLogger } from "../src/logger.ts";
import { parseTenantId } from "../src/types/parse-tenant-id.ts";
import type { WebhookBody } from "../src/types/webhook.ts";
import { WebhookDispatcher } from "../src/webhooks/dispatcher.ts";
import type { WebhookDispatcherOptions } from "../src/webhooks/dispatcher-options.ts";
import type { WebhookDelivery } from "../src/webhooks/webhook-sender.ts";

const [ANNA, BERT] = ["tenant-anna", "tenant-bert"] as const;

const event = (tenantId: string, number: number): WebhookBody => ({
  event: "message.received",
  tenantId: parseTenantId(tenantId),
  data: { number },
});

const numbers = (bodies: readonly WebhookBody[]) => bodies.map((body) => body.data.number);

/** What a receiver that never answers does: nothing, until it is cut off. */
const hang = ({ signal }: WebhookDelivery) =>
  new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));

/** A dispatcher whose deliveries go to `send`, with everything that came of them. */
function dispatch(send: (delivery: WebhookDelivery) => Promise<void>, options: Partial<WebhookDispatcherOptions> = {}) {
  const delivered: WebhookBody[] = [];
  const givenUp: WebhookBody[] = [];
  const dispatcher = new WebhookDispatcher({
    sender: {
      send: async (delivery) => {
        await send(delivery);
        delivered.push(delivery.body);
      },
      close: async () => undefined,
    },
    urlOf: async (tenant) => `https://${tenant}.example/`,
    logger: silentLogger,
    onGiveUp: (body) => givenUp.push(body),
    baseDelayMs: 1,
    maxDelayMs: 2,
    ...options,
  });
  onTestFinished(() => dispatcher.stop());
  return { dispatcher, delivered, givenUp };
}

const eventually = (check: () => void) => vi.waitFor(check, { timeout: 5_000, interval: 2 });

describe("WebhookDispatcher", () => {
  it("delivers a tenant's events in order, to its address, one at a time", async () => {
    let running = 0;
    const { dispatcher, delivered } = dispatch(async ({ url }) => {
      expect([url, running]).toEqual(["https://tenant-anna.example/", 0]);
      running += 1;
      await new Promise(setImmediate);
      running -= 1;
    });
    for (let number = 0; number < 10; number += 1) dispatcher.enqueue(event(ANNA, number));
    await eventually(() => expect(numbers(delivered)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]));
  });

  it("tries a failed event again before the next one", async () => {
    let failures = 3;
    const { dispatcher, delivered, givenUp } = dispatch(async () => {
      if (failures-- > 0) throw new Error("away");
    });
    dispatcher.enqueue(event(ANNA, 1));
    dispatcher.enqueue(event(ANNA, 2));
    await eventually(() => expect(numbers(delivered)).toEqual([1, 2]));
    expect(givenUp).toEqual([]);
  });

  it("gives an event up, loudly, after the last attempt, and goes on with the next", async () => {
    let tries = 0;
    const onGiveUp = vi.fn();
    const send = async ({ body }: WebhookDelivery) => {
      if (body.data.number !== 1) return;
      tries += 1;
      throw new Error("away");
    };
    const { dispatcher, delivered } = dispatch(send, { maxAttempts: 3, onGiveUp });
    dispatcher.enqueue(event(ANNA, 1));
    dispatcher.enqueue(event(ANNA, 2));
    await eventually(() => expect(numbers(delivered)).toEqual([2]));
    expect(tries).toBe(3);
    expect(onGiveUp.mock.calls).toEqual([[event(ANNA, 1), new Error("away")]]);
  });

  it("discards the events of a tenant without an address, and asks for it before each try", async () => {
    let url: string | null = null;
    const { dispatcher, delivered, givenUp } = dispatch(async () => undefined, { urlOf: async () => url });
    dispatcher.enqueue(event(ANNA, 1));
    await dispatcher.stop({ drainMs: 5_000 });
    url = "https://anna.example/";
    dispatcher.enqueue(event(ANNA, 2));
    await eventually(() => expect(numbers(delivered)).toEqual([2]));
    expect(givenUp).toEqual([]);
  });

  it("lets a hundred dead receivers delay nobody else", async () => {
    const send = (delivery: WebhookDelivery) => {
      if (delivery.body.tenantId === BERT) return Promise.resolve();
      return delivery.body.data.number === 1 ? Promise.reject(new Error("away")) : hang(delivery);
    };
    const { dispatcher, delivered } = dispatch(send, { concurrency: 4, maxAttempts: 1 });
    for (let index = 0; index < 100; index += 1) {
      for (const number of [1, 2]) dispatcher.enqueue(event(`tenant-${index}`, number));
    }
    dispatcher.enqueue(event(BERT, 1));
    await eventually(() => expect(numbers(delivered)).toEqual([1]));
    dispatcher.enqueue(event(BERT, 2));
    await eventually(() => expect(numbers(delivered)).toEqual([1, 2]));
  });

  it("has no more deliveries on their way than it may", async () => {
    let [running, most] = [0, 0];
    const { dispatcher, delivered } = dispatch(
      async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise(setImmediate);
        running -= 1;
      },
      { concurrency: 3 },
    );
    for (let index = 0; index < 20; index += 1) dispatcher.enqueue(event(`tenant-${index}`, 1));
    await eventually(() => expect(delivered).toHaveLength(20));
    expect(most).toBe(3);
  });

  it("gives up the oldest event when too many of one tenant wait", async () => {
    const { dispatcher, givenUp } = dispatch(hang, { maxWaiting: 2 });
    for (let number = 1; number <= 5; number += 1) {
      dispatcher.enqueue(event(ANNA, number));
      await new Promise(setImmediate);
    }
    expect(numbers(givenUp)).toEqual([2, 3]);
  });

  it("lets what is on its way arrive when it stops", async () => {
    const { dispatcher, delivered, givenUp } = dispatch(() => new Promise(setImmediate));
    for (let number = 1; number <= 5; number += 1) dispatcher.enqueue(event(ANNA, number));
    await dispatcher.stop({ drainMs: 5_000 });
    expect([numbers(delivered), givenUp]).toEqual([[1, 2, 3, 4, 5], []]);
  });

  it("waits for no retry when it stops, and gives up what is left", async () => {
    const failed = vi.fn();
    const send = async () => {
      failed();
      throw new Error("away");
    };
    const { dispatcher, givenUp } = dispatch(send, { baseDelayMs: 60_000, maxDelayMs: 60_000 });
    for (let number = 1; number <= 3; number += 1) dispatcher.enqueue(event(ANNA, number));
    await eventually(() => expect(failed).toHaveBeenCalled());
    await dispatcher.stop({ drainMs: 60_000 });
    expect([numbers(givenUp), failed.mock.calls.length]).toEqual([[1, 2, 3], 1]);
  });

  it("cuts off what hangs when it stops, may be stopped twice and used again", async () => {
    let hangs = true;
    const send = (delivery: WebhookDelivery) => (hangs ? hang(delivery) : Promise.resolve());
    const { dispatcher, delivered, givenUp } = dispatch(send);
    dispatcher.enqueue(event(ANNA, 1));
    await dispatcher.stop({ drainMs: 1 });
    await dispatcher.stop();
    expect(numbers(givenUp)).toEqual([1]);
    hangs = false;
    dispatcher.enqueue(event(ANNA, 2));
    await eventually(() => expect(numbers(delivered)).toEqual([2]));
  });

  it("survives a callback that throws", async () => {
    const send = async ({ body }: WebhookDelivery) => {
      if (body.data.number === 1) throw new Error("away");
    };
    const onGiveUp = () => {
      throw new Error("careless");
    };
    const { dispatcher, delivered } = dispatch(send, { maxAttempts: 1, onGiveUp });
    dispatcher.enqueue(event(ANNA, 1));
    dispatcher.enqueue(event(ANNA, 2));
    await eventually(() => expect(numbers(delivered)).toEqual([2]));
  });
});
