import {
  type AuthenticationCreds,
  BufferJSON,
  initAuthCreds,
  proto,
  type SignalKeyStore,
} from "@whiskeysockets/baileys";
import { CredentialsUnreadableError } from "../../errors.ts";
import type { AuthEntry, AuthStore } from "../../storage/auth-store.ts";
import type { TenantId } from "../../types/tenant.ts";

/** One tenant's credentials and keys in the form that Baileys works on. */
export interface AuthState {
  readonly creds: AuthenticationCreds;
  readonly keys: SignalKeyStore;
  /** Stores the credentials as they are now. Calls while a write runs share the next one. */
  saveCreds(): Promise<void>;
}

/** True when these are the credentials of a linked device; a pairing code sets `me` before there is an `account`. */
export const isLinked = (creds: Pick<AuthenticationCreds, "me" | "account">): boolean =>
  creds.me?.id !== undefined && creds.account !== undefined;

/** Reads the tenant's credentials. Resolves `undefined` when there are none. @throws CredentialsUnreadableError */
export async function readCreds(store: AuthStore, tenant: TenantId): Promise<AuthenticationCreds | undefined> {
  const text = (await store.get(tenant, "creds", [""])).get("");
  if (text === undefined) return undefined;
  const creds = parse(tenant, "creds", text) as Partial<AuthenticationCreds>;
  if (creds.noiseKey === undefined || creds.signedIdentityKey === undefined) {
    throw new CredentialsUnreadableError(tenant, "creds");
  }
  return creds as AuthenticationCreds;
}

/**
 * Loads the tenant's state, or begins a new one when it has none. Credentials of a pairing that was cut off are
 * quarantined first: WhatsApp would answer them with 401.
 */
export async function loadAuthState(store: AuthStore, tenant: TenantId): Promise<AuthState> {
  let creds = await readCreds(store, tenant);
  if (creds?.me !== undefined && !isLinked(creds)) {
    await store.quarantine(tenant);
    creds = undefined;
  }
  const current = creds ?? initAuthCreds();
  return { creds: current, keys: keyStore(store, tenant), saveCreds: credsWriter(store, tenant, current) };
}

function credsWriter(store: AuthStore, tenant: TenantId, creds: AuthenticationCreds): () => Promise<void> {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const write = () => store.set(tenant, [{ type: "creds", id: "", value: JSON.stringify(creds, BufferJSON.replacer) }]);
  return () => {
    if (running === undefined) {
      running = write().finally(() => {
        running = undefined;
      });
      return running;
    }
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = undefined;
        running = write().finally(() => {
          running = undefined;
        });
        return running;
      });
    return next;
  };
}

function keyStore(store: AuthStore, tenant: TenantId): SignalKeyStore {
  return {
    async get(type, ids) {
      const stored = await store.get(tenant, type, ids);
      const values: Record<string, never> = {};
      for (const [id, text] of stored) {
        const value = parse(tenant, type, text);
        values[id] = (
          type === "app-state-sync-key" ? proto.Message.AppStateSyncKeyData.fromObject(value as object) : value
        ) as never;
      }
      return values;
    },
    async set(changes) {
      const entries: AuthEntry[] = [];
      for (const [type, byId] of Object.entries(changes)) {
        for (const [id, value] of Object.entries(byId ?? {})) {
          entries.push({ type, id, value: value == null ? null : JSON.stringify(value, BufferJSON.replacer) });
        }
      }
      await store.set(tenant, entries);
    },
  };
}

function parse(tenant: TenantId, entry: string, text: string): unknown {
  try {
    return JSON.parse(text, BufferJSON.reviver);
  } catch (cause) {
    throw new CredentialsUnreadableError(tenant, entry, { cause });
  }
}
