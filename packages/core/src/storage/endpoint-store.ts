import type { TenantId } from "../types/tenant.ts";
import type { WebhookEndpoint } from "../types/webhook.ts";

/** Where each tenant's events go. */
export interface EndpointStore {
  /** The tenant's endpoints, in the order in which they were first saved. */
  list(tenant: TenantId): Promise<readonly WebhookEndpoint[]>;
  /** Keeps the endpoint, in the place of one with its id. Resolves when it survives a crash. */
  save(tenant: TenantId, endpoint: WebhookEndpoint): Promise<void>;
  /** Forgets the endpoint of that id, if there is one. */
  remove(tenant: TenantId, id: string): Promise<void>;
  /** The tenants that have an endpoint, or a webhook URL among their settings. */
  tenants(): Promise<readonly TenantId[]>;
}
