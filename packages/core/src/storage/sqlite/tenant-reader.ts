import type { Database, Statement } from "better-sqlite3";
import type { TenantId } from "../../types/tenant.ts";

/** Reads what is kept of tenants in `whatsapp.db`. */
export class SqliteTenantReader {
  readonly #position: Statement<[TenantId], { position: number }>;

  constructor(database: Database) {
    this.#position = database.prepare("SELECT position FROM tenants WHERE name = ?");
  }

  /** How far the tenant's records out of a log were applied; 0 when none were. */
  position(tenant: TenantId): number {
    return this.#position.get(tenant)?.position ?? 0;
  }
}
