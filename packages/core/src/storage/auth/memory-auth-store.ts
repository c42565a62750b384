import type { TenantId } from "../../types/tenant.ts";
import type { AuthEntry, AuthStore, StoredAuthEntry } from "../auth-store.ts";

/** Keeps credentials in memory, for tests: the process ends, and every tenant has to pair again. */
export class MemoryAuthStore implements AuthStore {
  readonly #tenants = new Map<TenantId, Map<string, string>>();
  #quarantined: { readonly at: number; readonly tenant: TenantId; readonly values: ReadonlyMap<string, string> }[] = [];

  async get(tenant: TenantId, type: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    for (const id of ids) {
      const value = this.#tenants.get(tenant)?.get(keyOf(type, id));
      if (value !== undefined) found.set(id, value);
    }
    return found;
  }

  async set(tenant: TenantId, entries: readonly AuthEntry[]): Promise<void> {
    const values = this.#tenants.get(tenant) ?? new Map<string, string>();
    this.#tenants.set(tenant, values);
    for (const { type, id, value } of entries) {
      if (value === null) values.delete(keyOf(type, id));
      else values.set(keyOf(type, id), value);
    }
  }

  async entries(tenant: TenantId): Promise<readonly StoredAuthEntry[]> {
    return [...(this.#tenants.get(tenant) ?? [])].map(([key, value]) => {
      const [type, id]: [string, string] = JSON.parse(key);
      return { type, id, value };
    });
  }

  async quarantine(tenant: TenantId): Promise<void> {
    const values = this.#tenants.get(tenant);
    if (values !== undefined) this.#quarantined.push({ at: Date.now(), tenant, values });
    this.#tenants.delete(tenant);
  }

  async forgetQuarantined(before: number): Promise<number> {
    const count = this.#quarantined.length;
    this.#quarantined = this.#quarantined.filter(({ at }) => at >= before);
    return count - this.#quarantined.length;
  }

  async erase(tenant: TenantId): Promise<void> {
    this.#tenants.delete(tenant);
    this.#quarantined = this.#quarantined.filter((quarantined) => quarantined.tenant !== tenant);
  }

  async tenants(): Promise<readonly TenantId[]> {
    return [...this.#tenants].filter(([, values]) => values.has(keyOf("creds", ""))).map(([tenant]) => tenant);
  }

  async close(): Promise<void> {}
}

const keyOf = (type: string, id: string) => JSON.stringify([type, id]);
