import type { CacheStore } from "@whiskeysockets/baileys";
import type { AuthStore } from "../../storage/auth-store.ts";
import type { TenantId } from "../../types/tenant.ts";
import { coalesce } from "./coalesce.ts";
import type { WriteFence } from "./write-fence.ts";

/** Where the counters stand among the tenant's keys: one document, as a store of keys cannot list them. */
const ENTRY = { type: "retry-counters", id: "all" } as const;
/** The oldest make room. */
const MAX_COUNTERS = 500;

/**
 * How often each message was asked for and sent again, so that two devices that cannot understand each other give up,
 * over restarts too. They lie with the keys: as durable, and they go when the device is unlinked.
 */
export function retryCounters(store: AuthStore, tenant: TenantId, fence: WriteFence): CacheStore {
  let loaded: Promise<Map<string, unknown>> | undefined;
  const counters = () => {
    loaded ??= read(store, tenant);
    return loaded;
  };
  const save = coalesce(async () => {
    const value = JSON.stringify(Object.fromEntries(await counters()));
    await fence.run(() => store.set(tenant, [{ ...ENTRY, value }]));
  });
  return {
    // What Baileys keeps here are numbers.
    get: async <Value>(key: string) => (await counters()).get(key) as Value,
    set: async (key, value) => {
      const all = await counters();
      all.delete(key);
      all.set(key, value);
      for (const oldest of all.keys()) {
        if (all.size <= MAX_COUNTERS) break;
        all.delete(oldest);
      }
      await save();
    },
    del: async (key) => {
      if ((await counters()).delete(key)) await save();
    },
    flushAll: async () => {
      (await counters()).clear();
      await save();
    },
  };
}

/** Counters that cannot be read are no reason to refuse a retry: counting begins anew. */
async function read(store: AuthStore, tenant: TenantId): Promise<Map<string, unknown>> {
  try {
    const text = (await store.get(tenant, ENTRY.type, [ENTRY.id])).get(ENTRY.id) ?? "{}";
    const stored: unknown = JSON.parse(text);
    const counts = Object.entries(stored ?? {}).filter(([, count]) => typeof count === "number");
    return new Map(counts);
  } catch {
    return new Map();
  }
}
