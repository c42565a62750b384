import type { FeedEvent } from "../types/feed-event.ts";
import type { TenantId } from "../types/tenant.ts";
import type { WebhookEndpoint } from "../types/webhook.ts";

/** What a tenant is asked for when an event goes out, because the feed does not have it. */
export interface TenantFacts {
  /** The QR that it shows now. */
  readonly qrOf: (tenant: TenantId) => string | null;
  /** What it tells about its business, as the JSON of a `PlainBusiness`. */
  readonly businessOf: (tenant: TenantId) => string | Promise<string>;
}

/**
 * What an event of the feed says, to an endpoint or to who follows, as the JSON of a `WebhookBody`; `undefined` when it is about a
 * message that is gone.
 */
export function eventBody(
  tenantId: TenantId,
  event: FeedEvent,
  { asksForQr }: Pick<WebhookEndpoint, "asksForQr">,
  { qrOf, businessOf }: TenantFacts,
): string | undefined | Promise<string> {
  const { type, message, data } = event;
  switch (type) {
    case "message.received": {
      if (message === null) return undefined;
      const business = businessOf(tenantId);
      if (typeof business === "string") return receivedBody(tenantId, message, business);
      return business.then((found) => receivedBody(tenantId, message, found));
    }
    case "message.sent":
    case "message.undecryptable":
    case "message.edited":
    case "message.revoked":
      return message === null ? undefined : bodyOf(type, tenantId, `{"message":${message}}`);
    case "error":
      // The code is not in the specification's body.
      return bodyOf(type, tenantId, JSON.stringify({ error: data.error }));
    case "connection": {
      // Whoever has the QR links a device of his own, so that only those get it who asked.
      const qr = asksForQr && data.status === "waiting_qr" ? qrOf(tenantId) : null;
      return bodyOf(type, tenantId, JSON.stringify(qr === null ? data : { ...data, qr }));
    }
    default:
      return bodyOf(type, tenantId, JSON.stringify(data));
  }
}

const receivedBody = (tenantId: TenantId, message: string, business: string): string =>
  bodyOf("message.received", tenantId, `{"message":${message},"business":${business}}`);

/** The body of a webhook, around data that is JSON already. */
export const bodyOf = (event: string, tenantId: TenantId, data: string): string =>
  `{"event":${JSON.stringify(event)},"tenantId":${JSON.stringify(tenantId)},"data":${data}}`;
