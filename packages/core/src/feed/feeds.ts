import type { Emitter } from "../events/emitter.ts";
import type { Logger } from "../logger.ts";
import type { EventFeed } from "../storage/event-feed.ts";
import type { TenantEvent } from "../types/feed-event.ts";
import type { TenantId } from "../types/tenant.ts";
import type { TenantFacts } from "./event-body.ts";
import { FeedFollowers, type FollowOptions } from "./feed-followers.ts";
import { FeedRecorder } from "./feed-recorder.ts";

/** What feeds work with. */
interface FeedsOptions {
  readonly feed: EventFeed;
  readonly events: Emitter;
  readonly facts: TenantFacts;
  readonly logger: Logger;
}

/** The event feeds of a manager: what is written to them beside records, and who hears that there is something new. */
export class Feeds {
  readonly #recorder: FeedRecorder;
  readonly #followers: FeedFollowers;
  readonly #listeners: ((tenant: TenantId) => void)[] = [];

  constructor({ feed, events, facts, logger }: FeedsOptions) {
    this.#recorder = new FeedRecorder(events, feed, logger, (tenant) => this.wake(tenant));
    this.#followers = new FeedFollowers(feed, facts);
    this.onNews((tenant) => this.#followers.wake(tenant));
  }

  /** Calls `listener` when a tenant's feed has something new. It must not throw. */
  onNews(listener: (tenant: TenantId) => void): void {
    this.#listeners.push(listener);
  }

  /** A tenant's feed has something new. */
  wake(tenant: TenantId): void {
    for (const listener of this.#listeners) listener(tenant);
  }

  /** Resolves when it is settled where to begin, with the events as they come. @throws UnknownEventError */
  follow(tenant: TenantId, options: FollowOptions): Promise<AsyncGenerator<TenantEvent, never, void>> {
    return this.#followers.follow(tenant, options);
  }

  /** Resolves when everything that has happened so far is in the feeds. */
  settle(): Promise<void> {
    return this.#recorder.settle();
  }

  /** The tenant was erased: nobody follows it any more. */
  drop(tenant: TenantId): void {
    this.#followers.drop(tenant);
  }

  /** Ends who follows, and keeps what has happened. */
  async stop(): Promise<void> {
    this.#followers.stop();
    await this.settle();
  }
}
