import type { TenantId } from "../types/tenant.ts";

/** One try at delivering one event. */
export interface WebhookDelivery {
  /** The event's id, the same at each try. */
  readonly id: string;
  readonly url: string;
  readonly tenantId: TenantId;
  /** The event's name. */
  readonly event: string;
  /** What the receiver gets, to the letter: the JSON of a `WebhookBody`, which repeats tenant and name. */
  readonly body: string;
  /** The endpoint's secrets, to sign with each. */
  readonly secrets: readonly string[];
  readonly signal: AbortSignal;
}

/** Brings an event to its receiver. Replace it to hand events to a message broker. */
export interface WebhookSender {
  /**
   * Resolves, with the HTTP status if there is one, when the receiver has taken the event. Rejects when it may be tried
   * again, with a `WebhookFailedError` when more is known.
   */
  send(delivery: WebhookDelivery): Promise<number | null>;
  /** Throws a PolyphoneError for a URL to which nothing would ever be sent, so that its owner learns of it at once. */
  check?(url: string): void;
  /** Closes what the sender opened. May be called again. */
  close(): Promise<void>;
}
