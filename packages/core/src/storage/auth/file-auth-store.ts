import { access, readdir } from "node:fs/promises";
import { join } from "node:path";
import { CredentialsUnreadableError, InvalidTenantIdError, StorageFailedError } from "../../errors.ts";
import { InOrder } from "../../in-order.ts";
import { parseTenantId } from "../../types/parse-tenant-id.ts";
import type { TenantId } from "../../types/tenant.ts";
import type { AuthEntry, AuthStore, StoredAuthEntry } from "../auth-store.ts";
import { isMissing } from "./durable-file.ts";
import { deleteFolders, entriesIn, moveFolder, prepareFolder, readEntry, writeEntries } from "./tenant-folder.ts";

/** Where the credentials live. */
export interface FileAuthStoreOptions {
  /** Directory with one folder for each tenant; made when it is missing. One process uses it at a time. */
  readonly directory: string;
}

/** Beside the tenants' folders; no tenant's id begins with a dot. */
const QUARANTINE = ".quarantine";

/**
 * Credentials as files, in the layout of Baileys' `useMultiFileAuthState`: its folders open here and the reverse. Unlike
 * there, a write survives a crash whole or not at all, and a broken file is an error instead of a new identity.
 */
export class FileAuthStore implements AuthStore {
  readonly #directory: string;
  readonly #turns = new InOrder<TenantId>();
  /** Tenants whose folder this process has made sure of. */
  readonly #prepared = new Set<TenantId>();

  constructor({ directory }: FileAuthStoreOptions) {
    this.#directory = directory;
  }

  get(tenant: TenantId, type: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.#turns.run(tenant, async () => {
      const found = new Map<string, string>();
      for (const id of ids) {
        const value = this.#read(tenant, type, id);
        if (value !== undefined) found.set(id, value);
      }
      return found;
    });
  }

  set(tenant: TenantId, entries: readonly AuthEntry[]): Promise<void> {
    if (entries.length === 0) return Promise.resolve();
    return this.#turns.run(tenant, () =>
      storing(tenant, async () => {
        const folder = this.#folderOf(tenant);
        if (!this.#prepared.has(tenant)) await prepareFolder(folder);
        // Marked again only after success, so that a folder that went missing is made anew by the next try.
        this.#prepared.delete(tenant);
        await writeEntries(folder, entries);
        this.#prepared.add(tenant);
      }),
    );
  }

  entries(tenant: TenantId): Promise<readonly StoredAuthEntry[]> {
    return this.#turns.run(tenant, async () =>
      (await entriesIn(this.#folderOf(tenant))).flatMap((entry) => {
        const value = this.#read(tenant, entry.type, entry.id);
        return value === undefined ? [] : [{ ...entry, value }];
      }),
    );
  }

  quarantine(tenant: TenantId): Promise<void> {
    return this.#turns.run(tenant, () => storing(tenant, () => this.#putAside(tenant)));
  }

  async forgetQuarantined(before: number): Promise<number> {
    const quarantine = join(this.#directory, QUARANTINE);
    const names = (await foldersIn(quarantine)).filter((name) => quarantinedAt(name) < before);
    await deleteFolders(quarantine, names);
    return names.length;
  }

  erase(tenant: TenantId): Promise<void> {
    return this.#turns.run(tenant, () =>
      storing(tenant, async () => {
        // First out of use as a whole: nobody may connect with what a crash half-way leaves.
        await this.#putAside(tenant);
        const quarantine = join(this.#directory, QUARANTINE);
        const names = (await foldersIn(quarantine)).filter((name) => isQuarantineOf(tenant, name));
        await deleteFolders(quarantine, names);
      }),
    );
  }

  async tenants(): Promise<readonly TenantId[]> {
    const found: TenantId[] = [];
    for (const name of await foldersIn(this.#directory)) {
      const tenant = tenantOf(name);
      if (tenant !== undefined && (await exists(join(this.#directory, name, "creds.json")))) found.push(tenant);
    }
    return found;
  }

  /** Resolves when everything that was begun is on disk. */
  close(): Promise<void> {
    return this.#turns.idle();
  }

  async #putAside(tenant: TenantId): Promise<void> {
    this.#prepared.delete(tenant);
    const at = new Date().toISOString().replaceAll(/[-:.]/g, "");
    // Digits of the high-resolution clock, because two quarantines may share a millisecond.
    const name = `${tenant}-${at}-${process.hrtime.bigint()}`;
    await moveFolder(this.#folderOf(tenant), join(this.#directory, QUARANTINE, name));
  }

  #read(tenant: TenantId, type: string, id: string): string | undefined {
    try {
      const value = readEntry(this.#folderOf(tenant), { type, id });
      if (value !== undefined) JSON.parse(value);
      return value;
    } catch (cause) {
      // The type alone: an id carries a phone number.
      throw new CredentialsUnreadableError(tenant, type, { cause });
    }
  }

  #folderOf(tenant: TenantId): string {
    return join(this.#directory, tenant);
  }
}

async function foldersIn(directory: string): Promise<string[]> {
  try {
    const entries = await readdir(directory, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** Milliseconds since the epoch; never, for a folder that is none of ours. */
function quarantinedAt(name: string): number {
  const [, ...parts] = /-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z-\d+$/.exec(name) ?? [];
  const [year = Number.NaN, month = 1, ...rest] = parts.map(Number);
  return Date.UTC(year, month - 1, ...rest);
}

/** By all of the name: another tenant's may begin with this one's. */
const isQuarantineOf = (tenant: TenantId, name: string): boolean =>
  name.startsWith(`${tenant}-`) && /^\d{8}T\d{9}Z-\d+$/.test(name.slice(tenant.length + 1));

/** Folders with other names are none of ours. */
function tenantOf(name: string): TenantId | undefined {
  try {
    return parseTenantId(name);
  } catch (error) {
    if (error instanceof InvalidTenantIdError) return undefined;
    throw error;
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

async function storing(tenant: TenantId, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    throw new StorageFailedError(`The credentials of tenant ${tenant}`, { cause });
  }
}
