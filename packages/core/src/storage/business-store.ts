import type { StoredBusiness } from "../types/business.ts";
import type { TenantId } from "../types/tenant.ts";

/** What each tenant tells about its business. */
export interface BusinessStore {
  /** Resolves `undefined` when nothing is stored. */
  get(tenant: TenantId): Promise<StoredBusiness | undefined>;
  /** Replaces what is stored. Resolves when it survives a crash. */
  put(tenant: TenantId, business: StoredBusiness): Promise<void>;
}
