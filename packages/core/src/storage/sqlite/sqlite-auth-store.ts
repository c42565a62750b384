import type { Database, Statement } from "better-sqlite3";
import { StorageFailedError } from "../../errors.ts";
import type { TenantId } from "../../types/tenant.ts";
import type { AuthEntry, AuthStore, StoredAuthEntry } from "../auth-store.ts";
import { openDatabase } from "./database.ts";
import { GroupCommit } from "./group-commit.ts";
import { leaveNoTrace } from "./leave-no-trace.ts";
import { type DirectoryLock, lockDirectory } from "./lock-directory.ts";
import { AUTH_MIGRATIONS } from "./schema.ts";

/** Where the credentials live. */
export interface SqliteAuthStoreOptions {
  /** Directory of `auth.db`; made when it is missing. One process uses it at a time. */
  readonly directory: string;
}

/** Credentials in one SQLite file. All entries of a `set` are one transaction, and what comes at the same time shares its fsync. */
export class SqliteAuthStore implements AuthStore {
  readonly #lock: DirectoryLock;
  readonly #database: Database;
  readonly #commits: GroupCommit;
  readonly #read: Statement<[TenantId, string, string], { value: string }>;
  readonly #write: Statement<[TenantId, string, string, string]>;
  readonly #delete: Statement<[TenantId, string, string]>;
  readonly #putAside: Statement<[number, TenantId]>;
  readonly #deleteAll: Statement<[TenantId]>;
  readonly #forget: Statement<[TenantId]>;
  readonly #forgetBefore: Statement<[number]>;
  readonly #countBefore: Statement<[number], number>;
  readonly #tenants: Statement<[], { tenant: TenantId }>;
  readonly #all: Statement<[TenantId], StoredAuthEntry>;

  /** @throws StorageTooNewError, DirectoryInUseError, RestoreUnfinishedError */
  constructor({ directory }: SqliteAuthStoreOptions) {
    this.#lock = lockDirectory(directory, "auth.db");
    const database = this.#open(directory);
    this.#database = database;
    this.#commits = new GroupCommit(database);
    const one = "tenant = ? AND type = ? AND id = ?";
    this.#read = database.prepare(`SELECT value FROM entries WHERE ${one}`);
    this.#write = database.prepare(
      "INSERT INTO entries (tenant, type, id, value) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
    );
    this.#delete = database.prepare(`DELETE FROM entries WHERE ${one}`);
    this.#putAside = database.prepare(
      "INSERT INTO quarantine SELECT ?, tenant, type, id, value FROM entries WHERE tenant = ?",
    );
    this.#deleteAll = database.prepare("DELETE FROM entries WHERE tenant = ?");
    this.#forget = database.prepare("DELETE FROM quarantine WHERE tenant = ?");
    this.#forgetBefore = database.prepare("DELETE FROM quarantine WHERE quarantined_at < ?");
    this.#countBefore = database
      .prepare<[number], number>(
        "SELECT count(*) FROM quarantine WHERE quarantined_at < ? AND type = 'creds' AND id = ''",
      )
      .pluck();
    this.#all = database.prepare("SELECT type, id, value FROM entries WHERE tenant = ?");
    this.#tenants = database.prepare("SELECT tenant FROM entries WHERE type = 'creds' AND id = ''");
  }

  async get(tenant: TenantId, type: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    // What was handed in before is seen, also when its commit has not begun.
    this.#commits.flush();
    const found = new Map<string, string>();
    for (const id of ids) {
      const row = this.#read.get(tenant, type, id);
      if (row !== undefined) found.set(id, row.value);
    }
    return found;
  }

  async set(tenant: TenantId, entries: readonly AuthEntry[]): Promise<void> {
    if (entries.length === 0) return;
    await this.#commits.run(() => {
      for (const { type, id, value } of entries) {
        if (value === null) this.#delete.run(tenant, type, id);
        else this.#write.run(tenant, type, id, value);
      }
    });
  }

  async entries(tenant: TenantId): Promise<readonly StoredAuthEntry[]> {
    this.#commits.flush();
    return this.#all.all(tenant);
  }

  async quarantine(tenant: TenantId): Promise<void> {
    await this.#commits.run(() => {
      this.#putAside.run(Date.now(), tenant);
      this.#deleteAll.run(tenant);
    });
  }

  async forgetQuarantined(before: number): Promise<number> {
    return this.#commits.run(() => {
      const count = this.#countBefore.get(before) ?? 0;
      this.#forgetBefore.run(before);
      return count;
    });
  }

  /** Rewrites the whole file, on the caller's thread: everybody waits meanwhile, the longer the more tenants there are. */
  async erase(tenant: TenantId): Promise<void> {
    await this.#commits.run(() => {
      this.#deleteAll.run(tenant);
      this.#forget.run(tenant);
    });
    try {
      // Also when no row was there: a crash may have come between the two.
      leaveNoTrace(this.#database);
    } catch (cause) {
      throw new StorageFailedError("The erasure of a tenant's credentials", { cause });
    }
  }

  async tenants(): Promise<readonly TenantId[]> {
    this.#commits.flush();
    return this.#tenants.all().map(({ tenant }) => tenant);
  }

  async close(): Promise<void> {
    if (!this.#database.open) return;
    this.#commits.flush();
    this.#database.close();
    this.#lock.release();
  }

  #open(directory: string): Database {
    try {
      return openDatabase(directory, "auth.db", AUTH_MIGRATIONS);
    } catch (error) {
      this.#lock.release();
      throw error;
    }
  }
}
