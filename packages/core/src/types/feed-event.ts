import type { WebhookBody } from "./webhook.ts";

/** What an event says beside its message, as JSON carries it. */
export type FeedData = Readonly<Record<string, unknown>>;

/** An event that no record makes, such as a change of the connection. */
export interface NewFeedEvent {
  /** Its name among the events of a `TenantManager`. */
  readonly type: string;
  readonly data: FeedData;
}

/** Something that happened to a tenant, as its feed tells it. */
export interface FeedEvent {
  /** The same whenever it is read, and no other event's, of whichever tenant. */
  readonly id: string;
  /** Its place in the tenant's feed: later ones are higher. */
  readonly position: number;
  /** Its name among the events of a `TenantManager`. */
  readonly type: string;
  /** When it happened, in milliseconds since the epoch. */
  readonly createdAt: number;
  /**
   * The message it is about, as it is now, as the JSON of a `PlainMessage`, for most who read a feed pass it on; `null` when it is
   * about none, or about one that is gone.
   */
  readonly message: string | null;
  /** Empty when the message says it all. */
  readonly data: FeedData;
}

/** Something that happened to a tenant, in the words of webhooks, for who follows it. */
export interface TenantEvent extends WebhookBody {
  /** The same whenever it is told, and no other event's: go on after it when you come back. */
  readonly id: string;
  /** When it happened, in milliseconds since the epoch. */
  readonly createdAt: number;
}
