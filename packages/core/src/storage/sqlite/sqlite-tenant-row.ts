import type { Database, Statement } from "better-sqlite3";
import type { TenantId } from "../../types/tenant.ts";
import type { TenantRow } from "../rows.ts";

interface Stored {
  readonly id: number;
  readonly position: number;
  readonly arrivals: number;
  readonly events: number;
}

/** The statements on tenants. */
export class TenantStatements {
  readonly find: Statement<[TenantId], Stored>;
  readonly add: Statement<[TenantId], Stored>;
  readonly save: Statement<[number, number, number, number]>;

  constructor(database: Database) {
    this.find = database.prepare("SELECT id, position, arrivals, events FROM tenants WHERE name = ?");
    this.add = database.prepare(
      "INSERT INTO tenants (name, position, arrivals) VALUES (?, 0, 0) RETURNING id, position, arrivals, events",
    );
    this.save = database.prepare("UPDATE tenants SET position = ?, arrivals = ?, events = ? WHERE id = ?");
  }
}

/** A tenant's own row in SQLite, written once for each batch. */
export class SqliteTenantRow implements TenantRow {
  readonly #statements: TenantStatements;
  readonly #stored: Stored;
  #arrivals: number;
  #events: number;

  /** Adds the tenant when it is new. */
  constructor(statements: TenantStatements, tenant: TenantId) {
    const stored = statements.find.get(tenant) ?? statements.add.get(tenant);
    if (stored === undefined) throw new Error("SQLite returned no row for an insert");
    this.#statements = statements;
    this.#stored = stored;
    this.#arrivals = stored.arrivals;
    this.#events = stored.events;
  }

  /** The store's own key of the tenant. */
  get key(): number {
    return this.#stored.id;
  }

  nextArrival(): number {
    this.#arrivals += 1;
    return this.#arrivals;
  }

  nextEvent(): number {
    this.#events += 1;
    return this.#events;
  }

  save(position: number | undefined): void {
    const { id, position: before, arrivals, events } = this.#stored;
    const reached = Math.max(before, position ?? 0);
    const hasChanged = reached !== before || this.#arrivals !== arrivals || this.#events !== events;
    if (hasChanged) this.#statements.save.run(reached, this.#arrivals, this.#events, id);
  }
}
