import type { StoredBusiness } from "../../types/business.ts";
import type { TenantId } from "../../types/tenant.ts";
import type { BusinessStore } from "../business-store.ts";

/** Businesses in a map. */
export class MemoryBusinessStore implements BusinessStore {
  readonly #businesses = new Map<TenantId, StoredBusiness>();

  constructor(private readonly assertOpen: () => void) {}

  async get(tenant: TenantId): Promise<StoredBusiness | undefined> {
    this.assertOpen();
    return structuredClone(this.#businesses.get(tenant));
  }

  async put(tenant: TenantId, business: StoredBusiness): Promise<void> {
    this.assertOpen();
    this.#businesses.set(tenant, structuredClone(business));
  }

  erase(tenant: TenantId): void {
    this.#businesses.delete(tenant);
  }
}
