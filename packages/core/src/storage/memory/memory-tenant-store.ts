import type { TenantConfig, TenantId } from "../../types/tenant.ts";
import type { TenantStore } from "../tenant-store.ts";

/** Tenants in a map. */
export class MemoryTenantStore implements TenantStore {
  readonly #tenants = new Map<TenantId, TenantConfig>();
  readonly #assertOpen: () => void;

  constructor(assertOpen: () => void) {
    this.#assertOpen = assertOpen;
  }

  async save(tenant: TenantId, change: { readonly webhookUrl?: string | null }): Promise<TenantConfig> {
    this.#assertOpen();
    const now = Date.now();
    const known = this.#tenants.get(tenant) ?? { tenantId: tenant, webhookUrl: null, createdAt: now };
    const { webhookUrl = known.webhookUrl } = change;
    const saved = { ...known, webhookUrl, updatedAt: now };
    this.#tenants.set(tenant, saved);
    return saved;
  }

  async get(tenant: TenantId): Promise<TenantConfig | undefined> {
    this.#assertOpen();
    return this.#tenants.get(tenant);
  }

  /** The tenants whose settings name a webhook URL. */
  withWebhookUrl(): readonly TenantId[] {
    return [...this.#tenants.values()].flatMap(({ tenantId, webhookUrl }) => (webhookUrl === null ? [] : [tenantId]));
  }

  erase(tenant: TenantId): void {
    this.#tenants.delete(tenant);
  }
}
