import type { TenantId } from "../../types/tenant.ts";
import type { WebhookEndpoint } from "../../types/webhook.ts";
import type { EndpointStore } from "../endpoint-store.ts";
import type { MemoryTenantStore } from "./memory-tenant-store.ts";

/** Endpoints in maps, in the order of their first saving. */
export class MemoryEndpointStore implements EndpointStore {
  readonly #endpoints = new Map<TenantId, Map<string, WebhookEndpoint>>();

  constructor(
    private readonly configs: MemoryTenantStore,
    private readonly assertOpen: () => void,
  ) {}

  async list(tenant: TenantId): Promise<readonly WebhookEndpoint[]> {
    this.assertOpen();
    return [...(this.#endpoints.get(tenant)?.values() ?? [])];
  }

  async save(tenant: TenantId, endpoint: WebhookEndpoint): Promise<void> {
    this.assertOpen();
    const mine = this.#endpoints.get(tenant) ?? new Map<string, WebhookEndpoint>();
    this.#endpoints.set(tenant, mine.set(endpoint.id, endpoint));
  }

  async remove(tenant: TenantId, id: string): Promise<void> {
    this.assertOpen();
    this.#endpoints.get(tenant)?.delete(id);
  }

  async tenants(): Promise<readonly TenantId[]> {
    this.assertOpen();
    const owners = [...this.#endpoints].flatMap(([tenant, { size }]) => (size > 0 ? [tenant] : []));
    return [...new Set([...owners, ...this.configs.withWebhookUrl()])];
  }

  erase(tenant: TenantId): void {
    this.#endpoints.delete(tenant);
  }
}
