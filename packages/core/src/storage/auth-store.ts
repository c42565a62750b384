import type { TenantId } from "../types/tenant.ts";

/** One value to write: a document of the client, already serialised. `null` deletes. */
export interface AuthEntry {
  /** Baileys' key type (`session`, `pre-key`, …), or `creds` for the credentials document, whose id is empty. */
  readonly type: string;
  readonly id: string;
  readonly value: string | null;
}

/** One value that is there. */
export type StoredAuthEntry = AuthEntry & { readonly value: string };

/** Credentials and Signal keys of each tenant. Values are opaque JSON documents. Implementations pass `runAuthStoreTests`. */
export interface AuthStore {
  /** Resolves with what is there, by id. Rejects with `CredentialsUnreadableError` rather than call a broken value absent. */
  get(tenant: TenantId, type: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Writes the entries in order. Resolves when all of them survive a crash; calls for one tenant take effect in call order. */
  set(tenant: TenantId, entries: readonly AuthEntry[]): Promise<void>;
  /** Everything that is stored of the tenant, in any order; quarantined credentials are no part of it. */
  entries(tenant: TenantId): Promise<readonly StoredAuthEntry[]>;
  /** Takes all the tenant's credentials out of use without destroying them. Does nothing when there are none. */
  quarantine(tenant: TenantId): Promise<void>;
  /** Destroys what was quarantined before this time (milliseconds since the epoch), of all tenants. Resolves with how often. */
  forgetQuarantined(before: number): Promise<number>;
  /** Destroys all the tenant's credentials, quarantined ones too, so that the bytes are gone. */
  erase(tenant: TenantId): Promise<void>;
  /** The tenants that have credentials. */
  tenants(): Promise<readonly TenantId[]>;
  /** Closes what the store opened. May be called again. */
  close(): Promise<void>;
}
