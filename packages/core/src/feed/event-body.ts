import type { PlainBusiness } from "../types/business.ts";
import type { FeedData, FeedEvent } from "../types/feed-event.ts";
import type { TenantId } from "../types/tenant.ts";
import type { WebhookBody, WebhookEndpoint } from "../types/webhook.ts";

/** What a tenant is asked for when an event goes out, because the feed does not have it. */
export interface TenantFacts {
  /** The QR that it shows now. */
  readonly qrOf: (tenant: TenantId) => string | null;
  /** What it tells about its business. */
  readonly businessOf: (tenant: TenantId) => Promise<PlainBusiness>;
}

/** What an event of the feed says, to an endpoint or to who follows; `undefined` when it is about a message that is gone. */
export async function eventBody(
  tenantId: TenantId,
  event: FeedEvent,
  { asksForQr }: Pick<WebhookEndpoint, "asksForQr">,
  { qrOf, businessOf }: TenantFacts,
): Promise<WebhookBody | undefined> {
  const data = dataOf(event);
  if (data === undefined) return undefined;
  if (event.type === "message.received") {
    return { event: event.type, tenantId, data: { ...data, business: await businessOf(tenantId) } };
  }
  // Whoever has the QR links a device of his own, so that only those get it who asked.
  const qr = asksForQr && event.type === "connection" && data.status === "waiting_qr" ? qrOf(tenantId) : null;
  return { event: event.type, tenantId, data: qr === null ? data : { ...data, qr } };
}

function dataOf({ type, message, data }: FeedEvent): FeedData | undefined {
  switch (type) {
    case "message.received":
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
