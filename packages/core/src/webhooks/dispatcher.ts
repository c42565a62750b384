import type { TenantFacts } from "../feed/event-body.ts";
import { InOrder } from "../in-order.ts";
import type { Logger } from "../logger.ts";
import type { Storage } from "../storage/storage.ts";
import type { ManagerStats } from "../types/manager-stats.ts";
import type { TenantId } from "../types/tenant.ts";
import type { WebhookDisabledReason, WebhookEndpoint } from "../types/webhook.ts";
import type { WebhookLane } from "../types/webhook-delivery.ts";
import { DeliveryJournal } from "./delivery-journal.ts";
import type { DeliverySettings } from "./delivery-options.ts";
import type { EndpointRegistry } from "./endpoint-registry.ts";
import { EndpointLane } from "./lane.ts";
import { newLane } from "./lane-state.ts";
import { Places } from "./places.ts";
import type { WebhookSender } from "./webhook-sender.ts";

/** What a `WebhookDispatcher` works with. */
export interface WebhookDispatcherOptions {
  readonly storage: Storage;
  readonly registry: EndpointRegistry;
  readonly sender: WebhookSender;
  readonly settings: DeliverySettings;
  readonly logger: Logger;
  readonly facts: TenantFacts;
  /** Called when an endpoint was disabled because of how it answered. */
  readonly onDisabled: (tenant: TenantId, endpoint: string, reason: WebhookDisabledReason) => void;
}

type Lanes = Map<string, EndpointLane>;

/**
 * Delivers the events of the feeds: those of one endpoint in order, those of different endpoints side by side. What is not
 * delivered when it stops, or when the process dies, is delivered after the next start.
 */
export class WebhookDispatcher {
  readonly #options: WebhookDispatcherOptions;
  readonly #journal: DeliveryJournal;
  readonly #places: Places;
  readonly #changes = new InOrder<TenantId>();
  /** Tenants that are being erased. */
  readonly #shut = new Set<TenantId>();
  readonly #lanes = new Map<TenantId, Promise<Lanes>>();
  #isRunning = false;
  #resumed: Promise<void> = Promise.resolve();

  constructor(options: WebhookDispatcherOptions) {
    const { storage, logger, settings } = options;
    this.#options = options;
    this.#journal = new DeliveryJournal(storage.deliveries, logger);
    this.#places = new Places(settings.concurrency, settings.slowAfterMs);
  }

  /** Goes on, behind the caller's back, with what was left to deliver. */
  start(): void {
    this.#isRunning = true;
    this.#resumed = this.#resume().catch((error: unknown) =>
      this.#options.logger.error({ error: String(error) }, "webhooks not resumed"),
    );
  }

  /** A tenant's feed has something new. Never throws. */
  wake(tenant: TenantId): void {
    if (!this.#isRunning) return;
    void this.#lanesOf(tenant).then(
      (lanes) => {
        for (const lane of lanes.values()) lane.wake();
      },
      (error: unknown) => this.#options.logger.error({ tenantId: tenant, error: String(error) }, "no lanes"),
    );
  }

  /** The tenant's endpoints were changed. Resolves when what happens from now on is delivered as they say. */
  refresh(tenant: TenantId): Promise<void> {
    return this.#changes.run(tenant, async () => {
      const lanes = await this.#lanesOf(tenant);
      const endpoints = await this.#options.registry.list(tenant);
      for (const id of [...lanes.keys()]) {
        if (!endpoints.some((endpoint) => endpoint.id === id)) await this.#drop(tenant, lanes, id);
      }
      const states = await this.#options.storage.deliveries.lanes(tenant);
      for (const endpoint of endpoints) {
        const lane = lanes.get(endpoint.id);
        if (lane === undefined) lanes.set(endpoint.id, await this.#open(tenant, endpoint, states));
        else if (JSON.stringify(lane.endpoint) !== JSON.stringify(endpoint)) lane.update(endpoint);
      }
      this.wake(tenant);
    });
  }

  /** Delivers spans of positions to an endpoint again. False when there is no such endpoint. */
  async replay(tenant: TenantId, endpoint: string, spans: WebhookLane["replays"]): Promise<boolean> {
    const lane = (await this.#lanesOf(tenant)).get(endpoint);
    lane?.replay(spans);
    await this.#journal.settle();
    return lane !== undefined;
  }

  /** How far the tenant's endpoints are, those that are delivered to. */
  async states(tenant: TenantId): Promise<readonly WebhookLane[]> {
    const lanes = [...(await this.#lanesOf(tenant)).values()];
    return lanes.filter(({ endpoint }) => endpoint.disabled === null).map(({ state }) => state);
  }

  /** What became of all tries so far. */
  get counts(): ManagerStats["webhooks"] {
    return this.#journal.counts;
  }

  /** Everything that was noted so far can be read from the storage. */
  settle(): Promise<void> {
    return this.#journal.settle();
  }

  /** Delivers nothing of the tenant's while `work` erases it. */
  async without(tenant: TenantId, work: () => Promise<void>): Promise<void> {
    await this.#changes.run(tenant, async () => {
      this.#shut.add(tenant);
      try {
        const lanes = await this.#lanes.get(tenant)?.catch(() => undefined);
        this.#lanes.delete(tenant);
        for (const lane of lanes?.values() ?? []) await lane.cut();
        await this.#journal.settle();
        await work();
      } finally {
        this.#shut.delete(tenant);
      }
    });
  }

  /** Begins nothing more and gives what is on its way `drainMs` to arrive. Afterwards it may be started again. */
  async stop({ drainMs = 0 }: { readonly drainMs?: number } = {}): Promise<void> {
    this.#isRunning = false;
    await this.#resumed;
    const loaded = await Promise.all([...this.#lanes.values()].map((lanes) => lanes.catch((): Lanes => new Map())));
    const lanes = loaded.flatMap((some) => [...some.values()]);
    const timer = setTimeout(() => {
      for (const lane of lanes) void lane.cut();
    }, drainMs);
    await Promise.all(lanes.map((lane) => lane.stop()));
    clearTimeout(timer);
    await this.#journal.close();
    this.#lanes.clear();
  }

  async #resume(): Promise<void> {
    for (const tenant of await this.#options.storage.endpoints.tenants()) {
      if (!this.#isRunning) return;
      // One after the other, so that the event loop belongs to others in between.
      await this.#lanesOf(tenant).catch(() => undefined);
      this.wake(tenant);
      await new Promise(setImmediate);
    }
  }

  #lanesOf(tenant: TenantId): Promise<Lanes> {
    if (this.#shut.has(tenant)) return Promise.resolve(new Map());
    const known = this.#lanes.get(tenant);
    if (known !== undefined) return known;
    const loading = this.#load(tenant);
    this.#lanes.set(tenant, loading);
    // The next event tries again.
    loading.catch(() => {
      if (this.#lanes.get(tenant) === loading) this.#lanes.delete(tenant);
    });
    return loading;
  }

  async #load(tenant: TenantId): Promise<Lanes> {
    const endpoints = await this.#options.registry.list(tenant);
    const lanes: Lanes = new Map();
    if (endpoints.length === 0) return lanes;
    const states = await this.#options.storage.deliveries.lanes(tenant);
    for (const endpoint of endpoints) lanes.set(endpoint.id, await this.#open(tenant, endpoint, states));
    return lanes;
  }

  async #open(tenant: TenantId, endpoint: WebhookEndpoint, states: readonly WebhookLane[]): Promise<EndpointLane> {
    const { storage, sender, settings, logger, facts } = this.#options;
    const state =
      states.find((one) => one.endpoint === endpoint.id) ?? newLane(endpoint.id, await storage.events.end(tenant));
    return new EndpointLane(tenant, endpoint, state, {
      feed: storage.events,
      sender,
      places: this.#places,
      journal: this.#journal,
      settings,
      logger,
      facts,
      disable: (...what) => void this.#disable(...what),
    });
  }

  async #drop(tenant: TenantId, lanes: Lanes, id: string): Promise<void> {
    const lane = lanes.get(id);
    lanes.delete(id);
    await lane?.cut();
    await this.#journal.settle();
    // What was on its way has noted its end.
    await this.#options.storage.deliveries.remove(tenant, id);
  }

  async #disable(tenant: TenantId, id: string, disabled: WebhookEndpoint["disabled"]): Promise<void> {
    const { registry, logger, onDisabled } = this.#options;
    try {
      await registry.change(tenant, id, (endpoint) => ({ ...endpoint, disabled }));
      if (disabled !== null) onDisabled(tenant, id, disabled.reason);
    } catch (error) {
      logger.error({ tenantId: tenant, endpoint: id, error: String(error) }, "endpoint not disabled");
    }
  }
}
