import type { PolyphoneEvents } from "../events/event-map.ts";
import type { Jid } from "../types/jid.ts";
import type { TenantId } from "../types/tenant.ts";
import type { PacingOptions } from "./sending-options.ts";

/** Why a send has to wait. */
type QueuedReason = PolyphoneEvents["message.queued"]["reason"];

/** When a send may go, and why not at once. */
export interface Slot {
  /** Milliseconds since the epoch. */
  readonly sendAt: number;
  /** `null` when it may go at once. */
  readonly reason: QueuedReason | null;
}

/** Gives every send the earliest time that keeps its distance from those before it. */
export class Pacer {
  /** From when the next may go, by tenant and by recipient; what is past is forgotten. */
  readonly #nextAt = new Map<string, number>();

  constructor(
    private readonly pacing: Required<PacingOptions>,
    private readonly now: () => number = Date.now,
    private readonly random: () => number = Math.random,
  ) {}

  slot(tenant: TenantId, chat: Jid): Slot {
    const now = this.now();
    for (const [name, at] of this.#nextAt) {
      // Most are in the order of their time: what a later one hides goes with a later call.
      if (at > now) break;
      this.#nextAt.delete(name);
    }
    const recipient = `${tenant} ${chat}`;
    const recipientAt = this.#nextAt.get(recipient) ?? now;
    const tenantAt = this.#nextAt.get(tenant) ?? now;
    const sendAt = Math.max(now, recipientAt, tenantAt);
    this.#after(recipient, sendAt, this.pacing.perRecipientMs);
    this.#after(tenant, sendAt, this.pacing.perTenantMs);
    if (sendAt === now) return { sendAt, reason: null };
    return { sendAt, reason: recipientAt >= tenantAt ? "recipient_pacing" : "tenant_pacing" };
  }

  #after(name: string, sendAt: number, distanceMs: number): void {
    if (distanceMs === 0) return;
    this.#nextAt.delete(name);
    this.#nextAt.set(name, sendAt + Math.ceil(distanceMs * (1 + this.random() * this.pacing.jitter)));
  }
}
