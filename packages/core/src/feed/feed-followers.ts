import { Changes } from "../changes.ts";
import { ManagerNotStartedError, UnknownEventError, UnknownTenantError } from "../errors.ts";
import type { EventFeed } from "../storage/event-feed.ts";
import type { TenantEvent } from "../types/feed-event.ts";
import type { TenantId } from "../types/tenant.ts";
import type { WebhookBody } from "../types/webhook.ts";
import { eventBody, type TenantFacts } from "./event-body.ts";
import { findEvent } from "./find-event.ts";

/** So many events are read at once. */
const AHEAD = 100;

/** Where to begin, and when to end. */
export interface FollowOptions {
  /** The id of the last event that is known. @defaultValue what happens from now on */
  readonly after?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A tenant's followers, all at once. */
interface Followed {
  readonly changes: Changes;
  readonly abort: AbortController;
  count: number;
}

/** Tells those who follow a tenant's feed what comes to it, as fast as they listen. */
export class FeedFollowers {
  readonly #followed = new Map<TenantId, Followed>();

  constructor(
    private readonly feed: EventFeed,
    private readonly facts: TenantFacts,
  ) {}

  /** The tenant's feed has something new. */
  wake(tenant: TenantId): void {
    this.#followed.get(tenant)?.changes.tell();
  }

  /** Resolves when it is settled where to begin, with the events from there on, for ever. @throws UnknownEventError */
  async follow(tenant: TenantId, { after, signal }: FollowOptions): Promise<AsyncGenerator<TenantEvent, never, void>> {
    const position = await this.#start(tenant, after);
    return this.#tell(tenant, position, this.#join(tenant), signal);
  }
  /** The tenant is gone, and so is everything to follow. */
  drop(tenant: TenantId): void {
    this.#followed.get(tenant)?.abort.abort(new UnknownTenantError(tenant));
    this.#followed.delete(tenant);
  }

  stop(): void {
    for (const { abort } of this.#followed.values()) abort.abort(new ManagerNotStartedError());
    this.#followed.clear();
  }

  async *#tell(
    tenant: TenantId,
    start: number,
    followed: Followed,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<TenantEvent, never, void> {
    const ended = AbortSignal.any([followed.abort.signal, ...(signal === undefined ? [] : [signal])]);
    let position = start;
    try {
      for (;;) {
        ended.throwIfAborted();
        const seen = followed.changes.count;
        const events = await this.feed.read(tenant, position, AHEAD);
        for (const event of events) {
          position = event.position;
          const body = await eventBody(tenant, event, { asksForQr: false }, this.facts);
          if (body !== undefined) {
            yield { id: event.id, createdAt: event.createdAt, ...(JSON.parse(body) as WebhookBody) };
          }
          ended.throwIfAborted();
        }
        if (events.length === 0) await followed.changes.past(seen, ended);
      }
    } finally {
      this.#leave(tenant, followed);
    }
  }

  async #start(tenant: TenantId, after: string | undefined): Promise<number> {
    if (after === undefined) return this.feed.end(tenant);
    const found = await findEvent(this.feed, tenant, after);
    if (found === undefined) throw new UnknownEventError(tenant);
    return found.position;
  }

  #join(tenant: TenantId): Followed {
    const followed = this.#followed.get(tenant) ?? { changes: new Changes(), abort: new AbortController(), count: 0 };
    followed.count += 1;
    this.#followed.set(tenant, followed);
    return followed;
  }

  #leave(tenant: TenantId, followed: Followed): void {
    followed.count -= 1;
    if (followed.count === 0 && this.#followed.get(tenant) === followed) this.#followed.delete(tenant);
  }
}
