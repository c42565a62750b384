import type { FeedEvent, NewFeedEvent } from "../types/feed-event.ts";
import type { TenantId } from "../types/tenant.ts";

/**
 * Everything that happened to each tenant, in order, until it is trimmed. What `Storage.apply` reports as new stands here
 * from the same transaction on, in the order of `appliedEvents`.
 */
export interface EventFeed {
  /** Appends events that no record makes. Resolves when they survive a crash. */
  append(tenant: TenantId, events: readonly NewFeedEvent[]): Promise<void>;
  /** The events after a position, oldest first, at most `limit`. */
  read(tenant: TenantId, after: number, limit: number): Promise<readonly FeedEvent[]>;
  /** The position of the latest event, also when it is trimmed; 0 when there was none. */
  end(tenant: TenantId): Promise<number>;
  /** The position of the last event before a moment, in milliseconds since the epoch; 0 when none is kept from before. */
  positionBefore(tenant: TenantId, moment: number): Promise<number>;
  /** Forgets the tenant's events up to and including a position. */
  trim(tenant: TenantId, upTo: number): Promise<void>;
  /** The tenants that have events. */
  tenants(): Promise<readonly TenantId[]>;
}
