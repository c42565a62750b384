import type { Businesses } from "../business/businesses.ts";
import type { Emitter } from "../events/emitter.ts";
import { plainBusiness } from "../types/business.ts";
import { plainMessage } from "../types/message.ts";
import type { WebhookBody } from "../types/webhook.ts";
import type { WebhookDispatcher } from "../webhooks/dispatcher.ts";

/** Sends the events that the specification names on to the tenant's webhook, in its form. */
export function forwardToWebhooks(events: Emitter, dispatcher: WebhookDispatcher): void {
  events.on("connection", ({ tenantId, status }) => {
    dispatcher.enqueue({ event: "connection", tenantId, data: { status } });
  });
  events.on("message.received", ({ tenantId, message }) => {
    dispatcher.enqueue({ event: "message.received", tenantId, data: { message: plainMessage(message) } });
  });
  events.on("error", ({ tenantId, error }) => {
    dispatcher.enqueue({ event: "error", tenantId, data: { error } });
  });
}

/** Adds to a message what its tenant tells about its business, as it is when the message goes out. */
export const withBusiness =
  (businesses: Businesses) =>
  async (body: WebhookBody): Promise<WebhookBody> => {
    if (body.event !== "message.received") return body;
    return { ...body, data: { ...body.data, business: plainBusiness(await businesses.get(body.tenantId)) } };
  };
