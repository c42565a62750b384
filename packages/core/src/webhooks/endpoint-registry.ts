import { UnknownEndpointError } from "../errors.ts";
import { InOrder } from "../in-order.ts";
import type { Storage } from "../storage/storage.ts";
import type { TenantId } from "../types/tenant.ts";
import type { WebhookEndpoint } from "../types/webhook.ts";
import { newLane } from "./lane-state.ts";
import { newSecret } from "./signature.ts";

/** The endpoint that a tenant's `webhookUrl` names. */
export const DEFAULT_ENDPOINT = "default";

/** What an endpoint gets unless it asks for other events: those of the specification. */
export const DEFAULT_EVENTS: readonly string[] = ["connection", "message.received", "error"];

type Stores = Pick<Storage, "tenants" | "endpoints" | "deliveries" | "events">;

/** Each tenant's endpoints, one change after the other. */
export class EndpointRegistry {
  readonly #changes = new InOrder<TenantId>();

  constructor(private readonly stores: Stores) {}

  /** The tenant's endpoints, with the default one as the tenant's `webhookUrl` has it by now. */
  list(tenant: TenantId): Promise<readonly WebhookEndpoint[]> {
    return this.#changes.run(tenant, () => this.#list(tenant));
  }

  /** Adds an endpoint that gets what happens from now on, unless `check` throws at those that are there. */
  add(
    tenant: TenantId,
    endpoint: WebhookEndpoint,
    check: (there: readonly WebhookEndpoint[]) => void,
  ): Promise<WebhookEndpoint> {
    return this.#changes.run(tenant, async () => {
      check(await this.#list(tenant));
      return this.#add(tenant, endpoint);
    });
  }

  /** Changes an endpoint and resolves with the outcome. @throws UnknownEndpointError */
  change(
    tenant: TenantId,
    id: string,
    change: (endpoint: WebhookEndpoint) => WebhookEndpoint,
  ): Promise<WebhookEndpoint> {
    return this.#changes.run(tenant, async () => {
      const changed = change(await this.#find(tenant, id));
      // First, or what is listed in between would take the old address for the newer one.
      if (id === DEFAULT_ENDPOINT) await this.stores.tenants.save(tenant, { webhookUrl: changed.url });
      await this.stores.endpoints.save(tenant, changed);
      return changed;
    });
  }

  /** Removes an endpoint with all that is kept of it. @throws UnknownEndpointError */
  remove(tenant: TenantId, id: string): Promise<void> {
    return this.#changes.run(tenant, async () => {
      await this.#find(tenant, id);
      if (id === DEFAULT_ENDPOINT) await this.stores.tenants.save(tenant, { webhookUrl: null });
      await this.#remove(tenant, id);
    });
  }

  /** The two are written one after the other, so that a crash may have come in between: what the settings say, counts. */
  async #list(tenant: TenantId): Promise<readonly WebhookEndpoint[]> {
    const url = (await this.stores.tenants.get(tenant))?.webhookUrl ?? null;
    const endpoints = await this.stores.endpoints.list(tenant);
    const current = endpoints.find(({ id }) => id === DEFAULT_ENDPOINT);
    if (url === (current?.url ?? null)) return endpoints;
    if (url === null) await this.#remove(tenant, DEFAULT_ENDPOINT);
    else if (current !== undefined) await this.stores.endpoints.save(tenant, { ...current, url, disabled: null });
    else await this.#add(tenant, defaultEndpoint(url));
    return this.stores.endpoints.list(tenant);
  }

  async #find(tenant: TenantId, id: string): Promise<WebhookEndpoint> {
    const found = (await this.#list(tenant)).find((endpoint) => endpoint.id === id);
    if (found === undefined) throw new UnknownEndpointError(tenant, id);
    return found;
  }

  /** Its lane first, so that no endpoint is ever without. */
  async #add(tenant: TenantId, endpoint: WebhookEndpoint): Promise<WebhookEndpoint> {
    const lane = newLane(endpoint.id, await this.stores.events.end(tenant));
    await this.stores.deliveries.advance([{ tenant, lane, attempts: [], died: [], revived: [] }]);
    await this.stores.endpoints.save(tenant, endpoint);
    return endpoint;
  }

  async #remove(tenant: TenantId, id: string): Promise<void> {
    await this.stores.endpoints.remove(tenant, id);
    await this.stores.deliveries.remove(tenant, id);
  }
}

const defaultEndpoint = (url: string): WebhookEndpoint => ({
  id: DEFAULT_ENDPOINT,
  url,
  events: DEFAULT_EVENTS,
  secrets: [newSecret()],
  asksForQr: false,
  createdAt: Date.now(),
  disabled: null,
});
