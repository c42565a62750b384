import { expect, it, vi } from "vitest";
import { silentLogger } from "../src/logger.ts";
import { MemoryStorage } from "../src/storage/memory/memory-storage.ts";
import { parseTenantId } from "../src/types/parse-tenant-id.ts";
import type { WebhookLane } from "../src/types/webhook-delivery.ts";
import { deliverySettings } from "../src/webhooks/delivery-options.ts";
import { FeedTrimmer } from "../src/webhooks/feed-trimmer.ts";
import { newLane } from "../src/webhooks/lane-state.ts";

const ANNA = parseTenantId("tenant-anna");
const HOUR = 3_600_000;
const SETTINGS = deliverySettings({ keepEventsMs: 24 * HOUR, scheduleMs: [0, 10 * HOUR], disableAfterMs: 48 * HOUR });

/** The positions left of four events, 70, 50, 30 and 10 hours old, with these lanes. */
async function left(...lanes: readonly WebhookLane[]): Promise<readonly number[]> {
  vi.useFakeTimers({ toFake: ["Date"] });
  try {
    const now = Date.now();
    const storage = new MemoryStorage();
    await storage.open();
    for (const hours of [70, 50, 30, 10]) {
      vi.setSystemTime(now - hours * HOUR);
      await storage.events.append(ANNA, [{ type: "error", data: {} }]);
    }
    vi.setSystemTime(now);
    const options = { feed: storage.events, settings: SETTINGS, logger: silentLogger };
    await new FeedTrimmer({ ...options, lanesOf: async () => lanes }).trim();
    return (await storage.events.read(ANNA, 0, 10)).map(({ position }) => position);
  } finally {
    vi.useRealTimers();
  }
}

it("forgets what is old where nobody waits for it", async () => {
  expect(await left()).toEqual([4]);
  expect(await left(newLane("a", 4), newLane("b", 3))).toEqual([4]);
});

it("keeps what an endpoint still waits for, as long as it may", async () => {
  expect(await left(newLane("a", 4), newLane("b", 1))).toEqual([2, 3, 4]);
  expect(await left({ ...newLane("a", 4), replays: [[2, 3]] })).toEqual([2, 3, 4]);
  expect(await left(newLane("a", 0))).toEqual([2, 3, 4]);
});
