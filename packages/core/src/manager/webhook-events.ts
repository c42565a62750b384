import type { Emitter } from "../events/emitter.ts";
import { plainMessage } from "../types/message.ts";
import type { WebhookDispatcher } from "../webhooks/dispatcher.ts";

/** Sends the events that the specification names on to the tenant's webhook, in its form. */
export function forwardToWebhooks(events: Emitter, dispatcher: WebhookDispatcher): void {
  events.on("connection", ({ tenantId, status }) => {
    dispatcher.enqueue({ event: "connection", tenantId, data: { status } });
  });
  events.on("message.received", ({ tenantId, message }) => {
    dispatcher.enqueue({
      event: "message.received",
      tenantId,
      data: { message: plainMessage(message), business: null },
    });
  });
  events.on("error", ({ tenantId, error }) => {
    dispatcher.enqueue({ event: "error", tenantId, data: { error } });
  });
}
