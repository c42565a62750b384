import { PolyphoneError } from "../../errors.ts";
import type { TenantId } from "../../types/tenant.ts";
import type { AuthStore } from "../auth-store.ts";

/** What is to be copied. */
export interface CopyCredentialsOptions {
  /** For example a `FileAuthStore` on the folder of a `useMultiFileAuthState`. Nothing in it changes. */
  readonly from: AuthStore;
  readonly to: AuthStore;
  /** @defaultValue all that have credentials in `from` */
  readonly tenants?: readonly TenantId[];
}

/** What became of one tenant. */
export interface CopiedCredentials {
  readonly tenantId: TenantId;
  /** `kept`: there were credentials already, which stay as they are. `failed`: nothing was copied. */
  readonly outcome: "copied" | "kept" | "failed";
  /** Values that were copied. */
  readonly count: number;
  /** Why it failed; `null` when it did not. */
  readonly error: string | null;
}

/**
 * Moves credentials into another store, for example out of folders into SQLite. No session of these tenants may run
 * meanwhile. Tell what became of each: one that cannot be read does not hold up the rest. May be repeated.
 */
export async function copyCredentials({ from, to, tenants }: CopyCredentialsOptions): Promise<CopiedCredentials[]> {
  const outcomes: CopiedCredentials[] = [];
  for (const tenantId of tenants ?? (await from.tenants())) outcomes.push(await copyOne(from, to, tenantId));
  return outcomes;
}

async function copyOne(from: AuthStore, to: AuthStore, tenantId: TenantId): Promise<CopiedCredentials> {
  try {
    // An old copy of a session's keys over newer ones would make its messages unreadable.
    if ((await to.get(tenantId, "creds", [""])).size > 0) return { tenantId, outcome: "kept", count: 0, error: null };
    const entries = await from.entries(tenantId);
    const isCreds = ({ type }: { readonly type: string }) => type === "creds";
    // Credentials last: until they are there, the tenant is not, and the copy is made again.
    await to.set(
      tenantId,
      entries.filter((entry) => !isCreds(entry)),
    );
    await to.set(tenantId, entries.filter(isCreds));
    return { tenantId, outcome: "copied", count: entries.length, error: null };
  } catch (error) {
    if (!(error instanceof PolyphoneError)) throw error;
    return { tenantId, outcome: "failed", count: 0, error: error.message };
  }
}
