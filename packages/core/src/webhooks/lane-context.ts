import type { TenantFacts } from "../feed/event-body.ts";
import type { Logger } from "../logger.ts";
import type { EventFeed } from "../storage/event-feed.ts";
import type { TenantId } from "../types/tenant.ts";
import type { WebhookEndpoint } from "../types/webhook.ts";
import type { DeliveryJournal } from "./delivery-journal.ts";
import type { DeliverySettings } from "./delivery-options.ts";
import type { Places } from "./places.ts";
import type { WebhookSender } from "./webhook-sender.ts";

/** What all lanes share. */
export interface LaneContext {
  readonly feed: EventFeed;
  readonly sender: WebhookSender;
  readonly places: Places;
  readonly journal: DeliveryJournal;
  readonly settings: DeliverySettings;
  readonly logger: Logger;
  readonly facts: TenantFacts;
  /** Called when an endpoint is to get nothing more. */
  readonly disable: (tenant: TenantId, endpoint: string, disabled: WebhookEndpoint["disabled"]) => void;
}
