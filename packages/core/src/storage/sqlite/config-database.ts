import type { Database, Statement, Transaction } from "better-sqlite3";
import type { Page, PageRequest } from "../../types/page.ts";
import type { TenantChange, TenantConfig, TenantId } from "../../types/tenant.ts";
import { pageOf, pageWindow } from "../cursor.ts";
import { newTenantConfig, tenantPosition } from "../tenant-config.ts";
import { BusinessStatements } from "./business-statements.ts";
import { openDatabase } from "./database.ts";
import { EndpointStatements } from "./endpoint-statements.ts";
import { leaveNoTrace } from "./leave-no-trace.ts";
import { LIMIT } from "./limit.ts";
import { CONFIG_MIGRATIONS } from "./schema.ts";

const COLUMNS = `tenant_id AS tenantId, webhook_url AS webhookUrl, paused, tokens_valid_from AS tokensValidFrom,
  created_at AS createdAt, updated_at AS updatedAt`;

/** A tenant as SQLite has it. */
type Row = Omit<TenantConfig, "paused"> & { readonly paused: number };

/** `config.db`, open: the tenants, what each has configured and tells about its business. Nobody else writes to it, and nothing here waits. */
export class ConfigDatabase {
  readonly endpoints: EndpointStatements;
  readonly #database: Database;
  readonly #get: Statement<[TenantId], Row>;
  readonly #save: Statement<[Row]>;
  readonly #page: Statement<[number, string, number], Row>;
  readonly #erase: Transaction<(tenant: TenantId) => void>;
  readonly business: BusinessStatements;

  constructor(directory: string) {
    const database = openDatabase(directory, "config.db", CONFIG_MIGRATIONS);
    this.#database = database;
    this.business = new BusinessStatements(database);
    this.endpoints = new EndpointStatements(database);
    this.#get = database.prepare(`SELECT ${COLUMNS} FROM users WHERE tenant_id = ?`);
    this.#page = database.prepare(
      `SELECT ${COLUMNS} FROM users WHERE (created_at, tenant_id) < (?, ?)
        ORDER BY created_at DESC, tenant_id DESC ${LIMIT}`,
    );
    const eraseUser = database.prepare<[TenantId]>("DELETE FROM users WHERE tenant_id = ?");
    // Both or none: nobody could erase the business of a tenant that is no longer known.
    this.#erase = database.transaction((tenant) => {
      this.business.erase(tenant);
      this.endpoints.erase(tenant);
      eraseUser.run(tenant);
    });
    this.#save = database.prepare(
      `INSERT INTO users (tenant_id, webhook_url, paused, tokens_valid_from, created_at, updated_at)
        VALUES (@tenantId, @webhookUrl, @paused, @tokensValidFrom, @createdAt, @updatedAt)
        ON CONFLICT DO UPDATE SET webhook_url = excluded.webhook_url, paused = excluded.paused,
          tokens_valid_from = excluded.tokens_valid_from, updated_at = excluded.updated_at`,
    );
  }

  get(tenant: TenantId): TenantConfig | undefined {
    const row = this.#get.get(tenant);
    return row === undefined ? undefined : toConfig(row);
  }

  save(tenant: TenantId, change: TenantChange): TenantConfig {
    const now = Date.now();
    const saved = { ...(this.get(tenant) ?? newTenantConfig(tenant, now)), ...change, updatedAt: now };
    this.#save.run({ ...saved, paused: saved.paused ? 1 : 0 });
    return saved;
  }

  page(request: PageRequest): Page<TenantConfig> {
    const { limit, before } = pageWindow(request);
    const found = this.#page.all(before.timestamp, before.id, limit + 1);
    return pageOf(found.map(toConfig), limit, tenantPosition);
  }

  erase(tenant: TenantId): void {
    this.#erase(tenant);
    leaveNoTrace(this.#database);
  }

  close(): void {
    this.#database.close();
  }
}

const toConfig = (row: Row): TenantConfig => ({ ...row, paused: row.paused !== 0 });
