import type { Database, Statement } from "better-sqlite3";
import type { Jid } from "../../types/jid.ts";
import type { IdentityRows } from "../rows.ts";

/** The statements on identities, for all tenants. */
export class IdentityStatements {
  readonly pnOf: Statement<[number, Jid], { pn: Jid }>;
  readonly lidOf: Statement<[number, Jid], { lid: Jid }>;
  readonly link: Statement<[number, Jid, Jid]>;

  constructor(database: Database) {
    this.pnOf = database.prepare("SELECT pn FROM identities WHERE tenant_id = ? AND lid = ?");
    this.lidOf = database.prepare(
      "SELECT lid FROM identities WHERE tenant_id = ? AND pn = ? ORDER BY position DESC LIMIT 1",
    );
    this.link = database.prepare("INSERT OR REPLACE INTO identities (tenant_id, lid, pn) VALUES (?, ?, ?)");
  }
}

/** One tenant's identities in SQLite. */
export class SqliteIdentityRows implements IdentityRows {
  readonly #statements: IdentityStatements;
  readonly #tenantKey: number;

  constructor(statements: IdentityStatements, tenantKey: number) {
    this.#statements = statements;
    this.#tenantKey = tenantKey;
  }

  pnOf(lid: Jid): Jid | undefined {
    return this.#statements.pnOf.get(this.#tenantKey, lid)?.pn;
  }

  lidOf(pn: Jid): Jid | undefined {
    return this.#statements.lidOf.get(this.#tenantKey, pn)?.lid;
  }

  link(pn: Jid, lid: Jid): void {
    this.#statements.link.run(this.#tenantKey, lid, pn);
  }
}
