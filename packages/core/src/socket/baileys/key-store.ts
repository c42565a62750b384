import { BufferJSON, proto, type SignalDataSet, type SignalKeyStore } from "@whiskeysockets/baileys";
import { CredentialsUnreadableError } from "../../errors.ts";
import type { AuthEntry, AuthStore } from "../../storage/auth-store.ts";
import type { TenantId } from "../../types/tenant.ts";
import type { KeyCacheScope } from "./key-cache.ts";
import { WriteFence } from "./write-fence.ts";

/** Remembered in the place of a value that the store does not have: Baileys asks for some at every message. */
const ABSENT = Symbol("absent");

/** One tenant's Signal keys, as Baileys asks for them: values here, text in the store. */
export function keyStore(
  store: AuthStore,
  tenant: TenantId,
  cache: KeyCacheScope,
  fence: WriteFence = new WriteFence(),
): SignalKeyStore {
  return {
    async get(type, ids) {
      const values: Record<string, unknown> = {};
      const missing: string[] = [];
      for (const id of ids) {
        const value = cache.get(type, id);
        if (value === undefined) missing.push(id);
        else if (value !== ABSENT) values[id] = value;
      }
      if (missing.length > 0) Object.assign(values, await read(store, tenant, cache, type, missing));
      return values as never;
    },
    async set(changes) {
      const written = serialize(changes);
      for (const { entry } of written) cache.forget(entry.type, entry.id);
      const entries = written.map(({ entry }) => entry);
      await fence.run(() => store.set(tenant, entries));
      for (const { entry, value } of written) {
        // A read that was under way brings what was there before.
        cache.forget(entry.type, entry.id);
        cache.keep(entry.type, entry.id, entry.value === null ? ABSENT : value, entry.value ?? "");
      }
    },
  };
}

async function read(store: AuthStore, tenant: TenantId, cache: KeyCacheScope, type: string, ids: readonly string[]) {
  const writesBefore = cache.writes;
  const values: Record<string, unknown> = {};
  const stored = await store.get(tenant, type, ids);
  for (const id of ids) {
    const text = stored.get(id);
    const value = text === undefined ? ABSENT : revive(type, parseDocument(tenant, type, text));
    if (value !== ABSENT) values[id] = value;
    if (cache.writes === writesBefore) cache.keep(type, id, value, text ?? "");
  }
  return values;
}

/** App-state keys are protobuf messages that JSON has flattened; a group's keys may have been written by Baileys alone. */
function revive(type: string, value: unknown): unknown {
  if (type === "sender-key") return withReadableKeys(value);
  return type === "app-state-sync-key" && typeof value === "object" && value !== null
    ? proto.Message.AppStateSyncKeyData.fromObject(value)
    : value;
}

/**
 * Baileys 7.0.0-rc14 writes a group's keys as JSON whose bytes its own reader does not recognise. It then fails over every
 * message that comes out of turn. Written with its `BufferJSON` they can be read.
 */
function withReadableKeys(value: unknown): unknown {
  if (!(value instanceof Uint8Array)) return value;
  const text = Buffer.from(value).toString();
  // Anything else is not ours to judge: Baileys will say what is wrong with it.
  if (!text.startsWith("[")) return value;
  return Buffer.from(JSON.stringify(JSON.parse(text, BufferJSON.reviver), BufferJSON.replacer));
}

function serialize(changes: SignalDataSet): { readonly entry: AuthEntry; readonly value: unknown }[] {
  return Object.entries(changes).flatMap(([type, byId]) =>
    Object.entries(byId ?? {}).map(([id, given]) => {
      const value = type === "sender-key" ? withReadableKeys(given) : given;
      return { entry: { type, id, value: value == null ? null : JSON.stringify(value, BufferJSON.replacer) }, value };
    }),
  );
}

/** Reads a stored document, its bytes revived. @throws CredentialsUnreadableError */
export function parseDocument(tenant: TenantId, name: string, text: string): unknown {
  try {
    return JSON.parse(text, BufferJSON.reviver);
  } catch (cause) {
    throw new CredentialsUnreadableError(tenant, name, { cause });
  }
}
