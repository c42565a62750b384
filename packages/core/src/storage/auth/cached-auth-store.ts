import { LRUCache } from "lru-cache";
import type { TenantId } from "../../types/tenant.ts";
import type { AuthEntry, AuthStore } from "../auth-store.ts";

/** How much of the stored keys to keep in memory. */
export interface CachedAuthStoreOptions {
  /** Characters of all tenants together. Raise it when more contacts write at once than fit. @defaultValue `16_777_216` */
  maxCacheBytes?: number;
}

const DEFAULTS = { maxCacheBytes: 16_777_216 } satisfies Required<CachedAuthStoreOptions>;

/** Each is used once and there are hundreds of them: they would only push the sessions out. */
const NEVER_CACHED = new Set(["pre-key", "creds"]);

/** One bounded cache in front of a store, for all tenants. It never holds what the store does not. */
export class CachedAuthStore implements AuthStore {
  readonly #store: AuthStore;
  readonly #cache: LRUCache<string, string>;
  /** Counts writes, so that a read which a write overtook is not remembered. */
  #writes = 0;

  constructor(store: AuthStore, options: CachedAuthStoreOptions = {}) {
    const { maxCacheBytes } = { ...DEFAULTS, ...options };
    this.#store = store;
    this.#cache = new LRUCache({ maxSize: maxCacheBytes, sizeCalculation: (value, key) => value.length + key.length });
  }

  async get(tenant: TenantId, type: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (NEVER_CACHED.has(type)) return this.#store.get(tenant, type, ids);
    const found = new Map<string, string>();
    const missing: string[] = [];
    for (const id of ids) {
      const value = this.#cache.get(cacheKey(tenant, type, id));
      if (value === undefined) missing.push(id);
      else found.set(id, value);
    }
    if (missing.length === 0) return found;
    const writesBefore = this.#writes;
    for (const [id, value] of await this.#store.get(tenant, type, missing)) {
      found.set(id, value);
      if (this.#writes === writesBefore) this.#cache.set(cacheKey(tenant, type, id), value);
    }
    return found;
  }

  async set(tenant: TenantId, entries: readonly AuthEntry[]): Promise<void> {
    this.#forget(tenant, entries);
    await this.#store.set(tenant, entries);
    this.#forget(tenant, entries);
    for (const { type, id, value } of entries) {
      if (value !== null && !NEVER_CACHED.has(type)) this.#cache.set(cacheKey(tenant, type, id), value);
    }
  }

  async quarantine(tenant: TenantId): Promise<void> {
    await this.#store.quarantine(tenant);
    this.#writes += 1;
    const own = `${tenant}\n`;
    for (const key of this.#cache.keys()) if (key.startsWith(own)) this.#cache.delete(key);
  }

  tenants(): Promise<readonly TenantId[]> {
    return this.#store.tenants();
  }

  close(): Promise<void> {
    this.#cache.clear();
    return this.#store.close();
  }

  #forget(tenant: TenantId, entries: readonly AuthEntry[]): void {
    this.#writes += 1;
    for (const { type, id } of entries) this.#cache.delete(cacheKey(tenant, type, id));
  }
}

/** A tenant id holds no line break, so no two tenants share a key. */
const cacheKey = (tenant: TenantId, type: string, id: string) => `${tenant}\n${type}\n${id}`;
