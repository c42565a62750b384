import type { Logger } from "../logger.ts";
import type { EventFeed } from "../storage/event-feed.ts";
import type { TenantId } from "../types/tenant.ts";
import type { WebhookLane } from "../types/webhook-delivery.ts";
import type { DeliverySettings } from "./delivery-options.ts";
import { horizonMs } from "./retry-schedule.ts";

const HOUR = 3_600_000;

/** What a `FeedTrimmer` works with. */
export interface FeedTrimmerOptions {
  readonly feed: EventFeed;
  readonly settings: DeliverySettings;
  readonly logger: Logger;
  /** How far the tenant's endpoints are, those that are delivered to. */
  readonly lanesOf: (tenant: TenantId) => Promise<readonly WebhookLane[]>;
}

/**
 * Forgets events, once an hour: those that are old enough and that every endpoint is done with, and those so old that no
 * endpoint can still wait for them.
 */
export class FeedTrimmer {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;

  constructor(private readonly options: FeedTrimmerOptions) {}

  start(): void {
    this.#timer ??= setInterval(() => void this.trim(), HOUR).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    await this.#running;
  }

  /** Goes through all feeds now. Never rejects. */
  trim(): Promise<void> {
    this.#running ??= this.#trimAll()
      .catch((error: unknown) => this.options.logger.error({ error: String(error) }, "events not trimmed"))
      .finally(() => {
        this.#running = undefined;
      });
    return this.#running;
  }

  async #trimAll(): Promise<void> {
    const { feed, settings, lanesOf } = this.options;
    const oldFrom = Date.now() - settings.keepEventsMs;
    // An endpoint is disabled before its events are that old.
    const hopelessFrom = Date.now() - Math.max(settings.keepEventsMs, horizonMs(settings) + settings.disableAfterMs);
    for (const tenant of await feed.tenants()) {
      const old = await feed.positionBefore(tenant, oldFrom);
      if (old === 0) continue;
      const done = (await lanesOf(tenant)).flatMap(({ position, replays: [next] }) => [
        position,
        (next?.[0] ?? position + 1) - 1,
      ]);
      const upTo = Math.max(Math.min(old, ...done), await feed.positionBefore(tenant, hopelessFrom));
      if (upTo > 0) await feed.trim(tenant, upTo);
    }
  }
}
