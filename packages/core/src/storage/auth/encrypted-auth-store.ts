import { InvalidOptionError } from "../../errors.ts";
import { InOrder } from "../../in-order.ts";
import type { TenantId } from "../../types/tenant.ts";
import type { AuthEntry, AuthStore, StoredAuthEntry } from "../auth-store.ts";
import { type EncryptionKey, Envelope } from "./envelope.ts";

/** What an {@link EncryptedAuthStore} works with. */
export interface EncryptedAuthStoreOptions {
  /** Where the encrypted values go. Yours to close, unless you close this store. */
  readonly store: AuthStore;
  /** The first one encrypts; all of them decrypt. Put a new key first, `rotate()`, then drop the old one. */
  readonly keys: readonly EncryptionKey[];
}

/**
 * Encrypts another store's values with AES-256-GCM, each bound to its tenant, type and id, so that none can be put in
 * another's place. Types, ids and tenants stay readable. Values from before are read as they are, and encrypted as soon as
 * they are written again, or by `rotate`.
 */
export class EncryptedAuthStore implements AuthStore {
  readonly #store: AuthStore;
  readonly #envelope: Envelope;
  /** Nothing may be written between a rotation's reading and its writing. */
  readonly #turns = new InOrder<TenantId>();

  /** @throws InvalidOptionError */
  constructor({ store, keys }: EncryptedAuthStoreOptions) {
    if (keys.length === 0) throw new InvalidOptionError("keys", "at least one key");
    this.#store = store;
    this.#envelope = new Envelope(keys);
  }

  async get(tenant: TenantId, type: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = await this.#turns.run(tenant, () => this.#store.get(tenant, type, ids));
    return new Map([...found].map(([id, value]) => [id, this.#envelope.open(tenant, { type, id, value })]));
  }

  set(tenant: TenantId, entries: readonly AuthEntry[]): Promise<void> {
    const sealed = entries.map((entry) => this.#sealed(tenant, entry));
    return this.#turns.run(tenant, () => this.#store.set(tenant, sealed));
  }

  async entries(tenant: TenantId): Promise<readonly StoredAuthEntry[]> {
    const entries = await this.#turns.run(tenant, () => this.#store.entries(tenant));
    return entries.map((entry) => ({ ...entry, value: this.#envelope.open(tenant, entry) }));
  }

  /**
   * Encrypts everything with the first key that is not yet, one tenant after the other. May be called while sessions run,
   * and again after a crash. Quarantined credentials keep their old key. Resolves with how many values were rewritten.
   */
  async rotate(): Promise<number> {
    let count = 0;
    for (const tenant of await this.#store.tenants()) count += await this.#rotate(tenant);
    return count;
  }

  #rotate(tenant: TenantId): Promise<number> {
    return this.#turns.run(tenant, async () => {
      const stale = (await this.#store.entries(tenant)).filter(({ value }) => !this.#envelope.isCurrent(value));
      const opened = stale.map((entry) => ({ ...entry, value: this.#envelope.open(tenant, entry) }));
      await this.#store.set(
        tenant,
        opened.map((entry) => this.#sealed(tenant, entry)),
      );
      return stale.length;
    });
  }

  quarantine(tenant: TenantId): Promise<void> {
    return this.#turns.run(tenant, () => this.#store.quarantine(tenant));
  }

  forgetQuarantined(before: number): Promise<number> {
    return this.#store.forgetQuarantined(before);
  }

  erase(tenant: TenantId): Promise<void> {
    return this.#turns.run(tenant, () => this.#store.erase(tenant));
  }

  tenants(): Promise<readonly TenantId[]> {
    return this.#store.tenants();
  }

  async close(): Promise<void> {
    await this.#turns.idle();
    await this.#store.close();
  }

  #sealed(tenant: TenantId, entry: AuthEntry): AuthEntry {
    const { value } = entry;
    return value === null ? entry : { ...entry, value: this.#envelope.seal(tenant, { ...entry, value }) };
  }
}
