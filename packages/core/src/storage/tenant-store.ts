import type { TenantConfig, TenantId } from "../types/tenant.ts";

/** The tenants and what each has configured. */
export interface TenantStore {
  /** Creates the tenant unless it exists, changes what `change` names, and resolves with the outcome. */
  save(tenant: TenantId, change: { readonly webhookUrl?: string | null }): Promise<TenantConfig>;
  /** Resolves `undefined` when there is no such tenant. */
  get(tenant: TenantId): Promise<TenantConfig | undefined>;
}
