import type { Page, PageRequest } from "../types/page.ts";
import type { TenantId } from "../types/tenant.ts";
import type { WebhookAttempt, WebhookDeadLetter, WebhookLane } from "../types/webhook-delivery.ts";

/** What became of the deliveries to an endpoint since the last time. */
export interface LaneProgress {
  readonly tenant: TenantId;
  readonly lane: WebhookLane;
  /** Tries to log. */
  readonly attempts: readonly WebhookAttempt[];
  /** Events that are given up. */
  readonly died: readonly WebhookDeadLetter[];
  /** Positions of events that were delivered after all, and are dead letters no more. */
  readonly revived: readonly number[];
}

/** How far the deliveries to each endpoint are, and what became of them. It lies where the feed lies, whose positions it names. */
export interface DeliveryStore {
  /** The lanes of a tenant's endpoints, in no order. */
  lanes(tenant: TenantId): Promise<readonly WebhookLane[]>;
  /**
   * Keeps the progress of many lanes in one transaction. Resolves when it survives the end of the process; after a power
   * failure an older one may stand, so that some events are delivered again.
   */
  advance(progress: readonly LaneProgress[]): Promise<void>;
  /** The last tries of an endpoint, the latest first, at most {@link LOGGED_ATTEMPTS}. */
  attempts(tenant: TenantId, endpoint: string): Promise<readonly WebhookAttempt[]>;
  /** The dead letters of all the tenant's endpoints, the latest first. They go when their event is trimmed. */
  deadLetters(tenant: TenantId, request: PageRequest): Promise<Page<WebhookDeadLetter>>;
  /** Forgets all of an endpoint. */
  remove(tenant: TenantId, endpoint: string): Promise<void>;
}

/** Where a dead letter stands in the list. */
export const deadLetterPosition = ({ diedAt, endpoint, position }: WebhookDeadLetter) => ({
  timestamp: diedAt,
  id: `${endpoint} ${String(position).padStart(16, "0")}`,
});
