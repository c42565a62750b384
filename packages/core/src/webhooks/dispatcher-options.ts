import type { Logger } from "../logger.ts";
import type { TenantId } from "../types/tenant.ts";
import type { WebhookBody } from "../types/webhook.ts";
import type { WebhookRetryOptions } from "./retry-policy.ts";
import type { WebhookSender } from "./webhook-sender.ts";

/** What a `WebhookDispatcher` works with. */
export interface WebhookDispatcherOptions extends WebhookRetryOptions {
  readonly sender: WebhookSender;
  /** Where a tenant's events go; `null` discards them. Asked before each try, so that a new address takes effect at once. */
  readonly urlOf: (tenant: TenantId) => Promise<string | null>;
  /** Makes the body whole before each try. @defaultValue it is whole */
  readonly complete?: (body: WebhookBody) => Promise<WebhookBody>;
  readonly logger: Logger;
  /** Called once for each event that will not be delivered. */
  readonly onGiveUp: (body: WebhookBody, error: Error) => void;
  /** Deliveries on their way at once to receivers that answer, and as many again to those that fail. @defaultValue `64` */
  readonly concurrency?: number;
  /** Events of one tenant that may wait; the oldest is given up for a newer one. @defaultValue `10_000` */
  readonly maxWaiting?: number;
}

/** What an option is when it is not given. */
export const DISPATCHER_DEFAULTS = { concurrency: 64, maxWaiting: 10_000 } satisfies Partial<WebhookDispatcherOptions>;
