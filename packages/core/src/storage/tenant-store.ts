import type { Page, PageRequest } from "../types/page.ts";
import type { TenantChange, TenantConfig, TenantId } from "../types/tenant.ts";

/** The tenants and what each has configured. */
export interface TenantStore {
  /** Creates the tenant unless it exists, changes what `change` names, and resolves with the outcome. */
  save(tenant: TenantId, change: TenantChange): Promise<TenantConfig>;
  /** Resolves `undefined` when there is no such tenant. */
  get(tenant: TenantId): Promise<TenantConfig | undefined>;
  /** All tenants, the latest first. For who runs them: no tenant may see it. @throws InvalidLimitError, InvalidCursorError */
  page(request: PageRequest): Promise<Page<TenantConfig>>;
}
