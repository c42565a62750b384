import type { BusinessInfo } from "../types/business.ts";
import type { Jid } from "../types/jid.ts";
import type { Message, MessageKey, MessageStatus } from "../types/message.ts";
import type { SessionReason, SessionState } from "../types/session-status.ts";
import type { TenantId } from "../types/tenant.ts";
import type { WebhookDisabledReason } from "../types/webhook.ts";

/** Every event of a `TenantManager`; webhooks carry the same names. */
export interface PolyphoneEvents {
  /** When a session becomes connected, shows a QR (each refresh counts) or is logged out. */
  connection: { readonly tenantId: TenantId; readonly status: "connected" | "waiting_qr" | "logged_out" };
  /** When what a tenant tells about its business has changed. */
  "business.updated": { readonly tenantId: TenantId; readonly business: BusinessInfo };
  /** When a session moves to another state. */
  "session.state": {
    readonly tenantId: TenantId;
    readonly from: SessionState;
    readonly to: SessionState;
    readonly reason: SessionReason | null;
  };
  /** When a message of somebody else has been stored for the first time. */
  "message.received": { readonly tenantId: TenantId; readonly message: Message };
  /** When a message of this account has been stored for the first time, whichever device sent it. */
  "message.sent": { readonly tenantId: TenantId; readonly message: Message };
  /** When a message has arrived that cannot be read yet; `message.received` follows if its author's retry succeeds. */
  "message.undecryptable": { readonly tenantId: TenantId; readonly message: Message };
  /** When the author has changed a message. */
  "message.edited": { readonly tenantId: TenantId; readonly message: Message };
  /** When a message has been taken back for everybody. */
  "message.revoked": { readonly tenantId: TenantId; readonly message: Message };
  /** When a send has to wait because of the pacing. Its message is stored, with this id, once it goes. */
  "message.queued": {
    readonly tenantId: TenantId;
    readonly id: string;
    /** Milliseconds since the epoch. */
    readonly sendAt: number;
    readonly reason: "recipient_pacing" | "tenant_pacing";
  };
  /** When a message has moved on: sent, delivered, read or failed (with WhatsApp's error code, or `null` when it never left). */
  "message.status": {
    readonly tenantId: TenantId;
    readonly key: MessageKey;
    readonly status: MessageStatus;
    readonly errorCode: number | null;
  };
  /** When something in a chat was read, here or on the phone: so much of it is still unread. */
  "chat.read": { readonly tenantId: TenantId; readonly chat: Jid; readonly unreadCount: number };
  /** When the manager has started and is done with one more tenant, connected or not. The last one has `done === total`. */
  "resume.progress": {
    readonly tenantId: TenantId;
    readonly done: number;
    /** Those of `done` that did not connect in time; their sessions go on trying where that helps. */
    readonly failed: number;
    /** Tenants with credentials, those whose pairing was never finished too. */
    readonly total: number;
  };
  /** When a webhook endpoint gets nothing more, because it answered 410 or has failed for days. */
  "webhook.disabled": {
    readonly tenantId: TenantId;
    readonly endpointId: string;
    readonly reason: WebhookDisabledReason;
  };
  /** When something failed that no caller was waiting for. */
  error: { readonly tenantId: TenantId; readonly error: string; readonly code: string };
}
