/** How far the deliveries to an endpoint are. */
export interface WebhookLane {
  /** The endpoint's id. */
  readonly endpoint: string;
  /** The position of the last event that is done with, delivered or given up. */
  readonly position: number;
  /** Positions to deliver again before anything new: the first and the last of each span. */
  readonly replays: readonly (readonly [first: number, last: number])[];
  /** The position of the event that is tried again; 0 when the last try worked. */
  readonly head: number;
  /** How often that event has failed. */
  readonly failures: number;
  /** Not before then is it tried again, in milliseconds since the epoch. */
  readonly nextTryAt: number;
  /** Since when nothing has been delivered, in milliseconds since the epoch; `null` when the last try worked. */
  readonly failingSince: number | null;
  /** How many tries there have been in all. */
  readonly tries: number;
}

/** One try at delivering an event. */
export interface WebhookAttempt {
  readonly endpoint: string;
  /** Counts the tries of the endpoint, from 1. */
  readonly number: number;
  readonly eventId: string;
  readonly event: string;
  /** When it began, in milliseconds since the epoch. */
  readonly at: number;
  readonly durationMs: number;
  /** The HTTP status, when there was one. */
  readonly status: number | null;
  /** Why it failed; `null` when it worked. */
  readonly error: string | null;
}

/** An event that an endpoint did not take in all its tries. */
export interface WebhookDeadLetter {
  readonly endpoint: string;
  /** Where the event stands in the feed. */
  readonly position: number;
  readonly eventId: string;
  readonly event: string;
  readonly attempts: number;
  /** The HTTP status of the last try, when there was one. */
  readonly status: number | null;
  /** Why the last try failed. */
  readonly error: string;
  /** Milliseconds since the epoch. */
  readonly diedAt: number;
}

/** So many of an endpoint's tries are kept in the log, the latest. */
export const LOGGED_ATTEMPTS = 100;
