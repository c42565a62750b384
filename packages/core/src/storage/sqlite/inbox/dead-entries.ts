import type { Database } from "better-sqlite3";
import type { TenantId } from "../../../types/tenant.ts";

/** An entry that was given up, as it is stored. */
export interface DeadRow {
  readonly position: number;
  /** `null` when the bytes did not tell. */
  readonly tenant: TenantId | null;
  readonly reason: string;
  readonly attempts: number;
  readonly diedAt: number;
  readonly bytes: Uint8Array;
}

/** Which dead entries to list. */
export interface DeadPage {
  readonly tenant: TenantId;
  readonly before: number;
  readonly limit: number;
}

const COLUMNS = "position, tenant, reason, attempts, died_at AS diedAt, bytes";

/** The entries that were given up. They are few, so that nothing here is prepared before it is needed. */
export class DeadEntries {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  add({ position, tenant, reason, attempts, diedAt, bytes }: DeadRow): void {
    this.#database
      .prepare(
        `INSERT OR REPLACE INTO dead_entries (position, tenant, reason, attempts, died_at, bytes)
        VALUES (?, ?, ?, ?, ?, ?)`,
      )
      .run(position, tenant, reason, attempts, diedAt, bytes);
  }

  readonly page = ({ tenant, before, limit }: DeadPage): readonly DeadRow[] =>
    this.#database
      .prepare<[TenantId, number, number], DeadRow>(
        `SELECT ${COLUMNS} FROM dead_entries WHERE tenant = ? AND position < ? ORDER BY position DESC LIMIT ?`,
      )
      .all(tenant, before, limit);

  /** Removes a tenant's entries, those named or all, and answers with their bytes, oldest first. */
  take(tenant: TenantId, positions: readonly number[] | undefined): readonly Uint8Array[] {
    const wanted = positions === undefined ? undefined : new Set(positions);
    const taken = this.#database
      .prepare<[TenantId], DeadRow>(`SELECT ${COLUMNS} FROM dead_entries WHERE tenant = ? ORDER BY position`)
      .all(tenant)
      .filter(({ position }) => wanted?.has(position) ?? true);
    const remove = this.#database.prepare<[number]>("DELETE FROM dead_entries WHERE position = ?");
    for (const { position } of taken) remove.run(position);
    return taken.map(({ bytes }) => bytes);
  }

  erase(tenant: TenantId): void {
    this.#database.prepare("DELETE FROM dead_entries WHERE tenant = ?").run(tenant);
  }
}
