import type { Database, Statement } from "better-sqlite3";
import type { EventRow, EventRows } from "../rows.ts";
import type { SqliteTenantRow } from "./sqlite-tenant-row.ts";

/** So many events go in one transaction: other tenants' batches wait behind it. */
const TRIMMED_AT_ONCE = 1000;

/** The statements on the feed, for all tenants. */
export class EventStatements {
  readonly add: Statement<[number, number, number, string, number | null, string | null, string | null, string | null]>;
  readonly #trim: Statement<[number, number, number, number]>;

  constructor(database: Database) {
    this.add = database.prepare(
      `INSERT INTO events (tenant_id, position, created_at, type, message_key, message_id, data)
      VALUES (?, ?, ?, ?, (SELECT key FROM messages WHERE chat_id = ? AND id = ?), ?, ?)`,
    );
    this.#trim = database.prepare(
      `DELETE FROM events WHERE tenant_id = ? AND position <= ?
      AND position < (SELECT min(position) FROM events WHERE tenant_id = ?) + ?`,
    );
  }

  /** Forgets some of the tenant's events up to a position. False when none of them is left. */
  trimSome(tenantKey: number, upTo: number): boolean {
    return this.#trim.run(tenantKey, upTo, tenantKey, TRIMMED_AT_ONCE).changes > 0;
  }
}

/** One tenant's feed in SQLite. */
export class SqliteEventRows implements EventRows {
  constructor(
    private readonly statements: EventStatements,
    private readonly tenantKey: number,
  ) {}

  add({ type, message, data }: EventRow, tenant: Pick<SqliteTenantRow, "nextEvent">): void {
    const { chatId = null, id = null } = message ?? {};
    const json = data === null ? null : JSON.stringify(data);
    this.statements.add.run(this.tenantKey, tenant.nextEvent(), Date.now(), type, chatId, id, id, json);
  }
}
