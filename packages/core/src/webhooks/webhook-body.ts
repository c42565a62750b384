import type { FeedData, FeedEvent } from "../types/feed-event.ts";
import type { TenantId } from "../types/tenant.ts";
import type { WebhookBody, WebhookEndpoint } from "../types/webhook.ts";

/** What an event of the feed says to an endpoint; `undefined` when it is about a message that is gone. */
export function webhookBody(
  tenantId: TenantId,
  event: FeedEvent,
  { asksForQr }: Pick<WebhookEndpoint, "asksForQr">,
  qr: string | null,
): WebhookBody | undefined {
  const data = dataOf(event);
  if (data === undefined) return undefined;
  // Whoever has the QR links a device of his own, so that only those get it who asked.
  const shownQr = asksForQr && event.type === "connection" && data.status === "waiting_qr" && qr !== null ? { qr } : {};
  return { event: event.type, tenantId, data: { ...data, ...shownQr } };
}

function dataOf({ type, message, data }: FeedEvent): FeedData | undefined {
  switch (type) {
    case "message.received":
      return message === null ? undefined : { message, business: null };
    case "message.sent":
    case "message.undecryptable":
    case "message.edited":
    case "message.revoked":
      return message === null ? undefined : { message };
    case "error":
      // The code is not in the specification's body.
      return { error: data.error };
    default:
      return data;
  }
}
