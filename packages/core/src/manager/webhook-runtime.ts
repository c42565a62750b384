import type { Emitter } from "../events/emitter.ts";
import type { TenantFacts } from "../feed/event-body.ts";
import type { Feeds } from "../feed/feeds.ts";
import type { Logger } from "../logger.ts";
import type { Storage } from "../storage/storage.ts";
import type { TenantId } from "../types/tenant.ts";
import type { WebhookEndpoint } from "../types/webhook.ts";
import type { DeliverySettings } from "../webhooks/delivery-options.ts";
import { WebhookDispatcher } from "../webhooks/dispatcher.ts";
import { DEFAULT_ENDPOINT, EndpointRegistry } from "../webhooks/endpoint-registry.ts";
import { FeedTrimmer } from "../webhooks/feed-trimmer.ts";
import type { WebhookSender } from "../webhooks/webhook-sender.ts";

/** What the webhooks of a manager work with. */
interface WebhookRuntimeOptions {
  readonly storage: Storage;
  readonly feeds: Feeds;
  readonly sender: WebhookSender;
  readonly events: Emitter;
  readonly settings: DeliverySettings;
  readonly logger: Logger;
  readonly facts: TenantFacts;
}

/** Everything between a manager's event feeds and its tenants' receivers. */
export class WebhookRuntime {
  readonly registry: EndpointRegistry;
  readonly dispatcher: WebhookDispatcher;
  readonly sender: WebhookSender;
  readonly #feeds: Feeds;
  readonly #trimmer: FeedTrimmer;

  constructor({ events, feeds, ...options }: WebhookRuntimeOptions) {
    this.#feeds = feeds;
    const { storage, settings, logger, sender } = options;
    this.sender = sender;
    this.registry = new EndpointRegistry(storage);
    this.dispatcher = new WebhookDispatcher({
      ...options,
      registry: this.registry,
      onDisabled: (tenantId, endpointId, reason) => events.emit("webhook.disabled", { tenantId, endpointId, reason }),
    });
    feeds.onNews((tenant) => this.dispatcher.wake(tenant));
    const lanesOf = (tenant: TenantId) => this.dispatcher.states(tenant);
    this.#trimmer = new FeedTrimmer({ feed: storage.events, settings, logger, lanesOf });
  }

  /** Goes on with what was left to deliver. The storage is open. */
  start(): void {
    this.dispatcher.start();
    this.#trimmer.start();
  }

  /** The tenant's `webhookUrl` was set: its endpoint is delivered to again, unless its owner himself has disabled it. */
  async setDefault(tenant: TenantId, url: string | null): Promise<void> {
    const enabled = (endpoint: WebhookEndpoint): WebhookEndpoint =>
      endpoint.disabled?.reason === "asked" ? endpoint : { ...endpoint, disabled: null };
    if (url !== null) await this.registry.change(tenant, DEFAULT_ENDPOINT, enabled);
    await this.dispatcher.refresh(tenant);
  }

  /** Runs `work`, which erases the tenant, while nothing of it is noted or delivered. */
  async without(tenant: TenantId, work: () => Promise<void>): Promise<void> {
    await this.#feeds.settle();
    await this.dispatcher.without(tenant, work);
  }

  /** Gives what is on its way `drainMs` to arrive. The storage is still open. */
  async stop(drainMs: number): Promise<void> {
    await this.#trimmer.stop();
    await this.dispatcher.stop({ drainMs });
  }
}
