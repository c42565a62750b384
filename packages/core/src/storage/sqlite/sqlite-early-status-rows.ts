import type { Database, Statement } from "better-sqlite3";
import type { Jid } from "../../types/jid.ts";
import { type EarlyStatus, type EarlyStatusRows, MAX_EARLY_STATUSES } from "../rows.ts";

/** The statements on early statuses, for all tenants. */
export class EarlyStatusStatements {
  readonly find: Statement<[number, Jid, string], EarlyStatus>;
  readonly save: Statement<[number, Jid, string, string, number | null]>;
  readonly remove: Statement<[number, Jid, string]>;
  readonly list: Statement<[number, Jid], EarlyStatus>;
  readonly trim: Statement<[number, number, number]>;

  constructor(database: Database) {
    const columns = "id, status, error_code AS errorCode";
    this.find = database.prepare(`SELECT ${columns} FROM early_statuses WHERE tenant_id = ? AND chat = ? AND id = ?`);
    this.save = database.prepare(
      `INSERT INTO early_statuses (tenant_id, chat, id, status, error_code) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET status = excluded.status, error_code = excluded.error_code`,
    );
    this.remove = database.prepare("DELETE FROM early_statuses WHERE tenant_id = ? AND chat = ? AND id = ?");
    this.list = database.prepare(
      `SELECT ${columns} FROM early_statuses WHERE tenant_id = ? AND chat = ? ORDER BY position`,
    );
    this.trim = database.prepare(
      `DELETE FROM early_statuses WHERE tenant_id = ? AND position <= (SELECT position FROM early_statuses
      WHERE tenant_id = ? ORDER BY position DESC LIMIT 1 OFFSET ?)`,
    );
  }
}

/** One tenant's early statuses in SQLite. */
export class SqliteEarlyStatusRows implements EarlyStatusRows {
  readonly #statements: EarlyStatusStatements;
  readonly #tenantKey: number;

  constructor(statements: EarlyStatusStatements, tenantKey: number) {
    this.#statements = statements;
    this.#tenantKey = tenantKey;
  }

  find(chat: Jid, id: string): EarlyStatus | undefined {
    return this.#statements.find.get(this.#tenantKey, chat, id);
  }

  save(chat: Jid, { id, status, errorCode }: EarlyStatus): void {
    this.#statements.save.run(this.#tenantKey, chat, id, status, errorCode);
    this.#statements.trim.run(this.#tenantKey, this.#tenantKey, MAX_EARLY_STATUSES);
  }

  remove(chat: Jid, id: string): void {
    this.#statements.remove.run(this.#tenantKey, chat, id);
  }

  list(chat: Jid): readonly EarlyStatus[] {
    return this.#statements.list.all(this.#tenantKey, chat);
  }
}
