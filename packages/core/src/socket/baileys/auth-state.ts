import {
  type AuthenticationCreds,
  BufferJSON,
  type CacheStore,
  initAuthCreds,
  type SignalKeyStoreWithTransaction,
} from "@whiskeysockets/baileys";
import { CredentialsUnreadableError } from "../../errors.ts";
import type { AuthStore } from "../../storage/auth-store.ts";
import type { TenantId } from "../../types/tenant.ts";
import { coalesce } from "./coalesce.ts";
import type { KeyCacheScope } from "./key-cache.ts";
import { keyStore, parseDocument } from "./key-store.ts";
import { withTransactions } from "./key-transactions.ts";
import { retryCounters } from "./retry-counters.ts";
import { WriteFence } from "./write-fence.ts";

/** One tenant's credentials and keys in the form that Baileys works on. */
export interface AuthState {
  readonly creds: AuthenticationCreds;
  readonly keys: SignalKeyStoreWithTransaction;
  /** How often messages were sent again. */
  readonly retryCounters: CacheStore;
  /** Stores the credentials as they are now. Calls while a write runs share the next one. */
  saveCreds(): Promise<void>;
  /** To be told when keys could not be written. */
  onWriteFailure(listener: (error: unknown) => void): void;
  /** Ends its writing. Resolves when what is under way is done; what comes later is refused. */
  close(): Promise<void>;
}

/** True when these are the credentials of a linked device; a pairing code sets `me` before there is an `account`. */
export const isLinked = (creds: Pick<AuthenticationCreds, "me" | "account">): boolean =>
  creds.me?.id !== undefined && creds.account !== undefined;

/** Reads the tenant's credentials. Resolves `undefined` when there are none. @throws CredentialsUnreadableError */
export async function readCreds(store: AuthStore, tenant: TenantId): Promise<AuthenticationCreds | undefined> {
  const text = (await store.get(tenant, "creds", [""])).get("");
  if (text === undefined) return undefined;
  const creds = parseDocument(tenant, "creds", text);
  const whole = typeof creds === "object" && creds !== null && "noiseKey" in creds && "signedIdentityKey" in creds;
  if (!whole) throw new CredentialsUnreadableError(tenant, "creds");
  return creds as AuthenticationCreds;
}

/**
 * Loads the tenant's state, or begins a new one when it has none. Credentials of a pairing that was cut off are
 * quarantined first: WhatsApp would answer them with 401.
 */
export async function loadAuthState(store: AuthStore, tenant: TenantId, cache: KeyCacheScope): Promise<AuthState> {
  let creds = await readCreds(store, tenant);
  if (creds?.me !== undefined && !isLinked(creds)) {
    await store.quarantine(tenant);
    creds = undefined;
  }
  const current = creds ?? initAuthCreds();
  const fence = new WriteFence();
  return {
    creds: current,
    keys: withTransactions(keyStore(store, tenant, cache, fence)),
    retryCounters: retryCounters(store, tenant, fence),
    saveCreds: coalesce(() =>
      store.set(tenant, [{ type: "creds", id: "", value: JSON.stringify(current, BufferJSON.replacer) }]),
    ),
    onWriteFailure: (listener) => {
      fence.onFailure = listener;
    },
    close: () => fence.close(),
  };
}
