import type { TenantId } from "./tenant.ts";

/** What a webhook carries: the seed's body, `{ event, tenantId, data }`. */
export interface WebhookBody {
  readonly event: string;
  readonly tenantId: TenantId;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The events that an endpoint may get, by their names. */
export const WEBHOOK_EVENTS: readonly string[] = [
  "connection",
  "message.received",
  "error",
  "message.sent",
  "message.status",
  "message.edited",
  "message.revoked",
  "message.undecryptable",
  "message.queued",
  "chat.read",
  "session.state",
  "business.updated",
  "webhook.disabled",
];

/** Why an endpoint gets nothing: its owner said so, it answered 410, or it has failed for days. */
export type WebhookDisabledReason = "asked" | "gone" | "failing";

/** Where some of a tenant's events go. */
export interface WebhookEndpoint {
  /** Unique within the tenant. `default` is the one that the tenant's `webhookUrl` names. */
  readonly id: string;
  readonly url: string;
  /** Names of the events that it gets. */
  readonly events: readonly string[];
  /** Whom to believe that a delivery is ours: one secret, or two while it changes, the new one first. */
  readonly secrets: readonly string[];
  /** True when it is to be shown the QR, with which whoever has it links a device. */
  readonly asksForQr: boolean;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** `null` while it is delivered to. */
  readonly disabled: {
    readonly reason: WebhookDisabledReason;
    /** Milliseconds since the epoch. */
    readonly at: number;
  } | null;
}
