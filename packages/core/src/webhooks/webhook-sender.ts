import type { WebhookBody } from "../types/webhook.ts";

/** One try at delivering one event. */
export interface WebhookDelivery {
  readonly url: string;
  readonly body: WebhookBody;
  readonly signal: AbortSignal;
}

/** Brings an event to its receiver. Replace it to hand events to a message broker. */
export interface WebhookSender {
  /** Resolves when the receiver has taken the event; rejects when it may be tried again. */
  send(delivery: WebhookDelivery): Promise<void>;
  /** Throws a PolyphoneError for a URL to which nothing would ever be sent, so that its owner learns of it at once. */
  check?(url: string): void;
  /** Closes what the sender opened. May be called again. */
  close(): Promise<void>;
}
