import type { Page, PageRequest } from "../../types/page.ts";
import type { TenantChange, TenantConfig, TenantId } from "../../types/tenant.ts";
import { pageOf, pageWindow } from "../cursor.ts";
import { newTenantConfig, tenantPosition } from "../tenant-config.ts";
import type { TenantStore } from "../tenant-store.ts";
import { newestBefore } from "./newest-before.ts";

/** Tenants in a map. */
export class MemoryTenantStore implements TenantStore {
  readonly #tenants = new Map<TenantId, TenantConfig>();
  readonly #assertOpen: () => void;

  constructor(assertOpen: () => void) {
    this.#assertOpen = assertOpen;
  }

  async save(tenant: TenantId, change: TenantChange): Promise<TenantConfig> {
    this.#assertOpen();
    const now = Date.now();
    const saved = { ...(this.#tenants.get(tenant) ?? newTenantConfig(tenant, now)), ...change, updatedAt: now };
    this.#tenants.set(tenant, saved);
    return saved;
  }

  async get(tenant: TenantId): Promise<TenantConfig | undefined> {
    this.#assertOpen();
    return this.#tenants.get(tenant);
  }

  async page(request: PageRequest): Promise<Page<TenantConfig>> {
    this.#assertOpen();
    const window = pageWindow(request);
    return pageOf(newestBefore(this.#tenants.values(), window, tenantPosition), window.limit, tenantPosition);
  }

  /** The tenants whose settings name a webhook URL. */
  withWebhookUrl(): readonly TenantId[] {
    return [...this.#tenants.values()].flatMap(({ tenantId, webhookUrl }) => (webhookUrl === null ? [] : [tenantId]));
  }

  erase(tenant: TenantId): void {
    this.#tenants.delete(tenant);
  }
}
