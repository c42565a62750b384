import type { Database, Statement } from "better-sqlite3";
import type { TenantConfig, TenantId } from "../../types/tenant.ts";
import { openDatabase } from "./database.ts";
import { EndpointStatements } from "./endpoint-statements.ts";
import { leaveNoTrace } from "./leave-no-trace.ts";
import { CONFIG_MIGRATIONS } from "./schema.ts";

const COLUMNS = "tenant_id AS tenantId, webhook_url AS webhookUrl, created_at AS createdAt, updated_at AS updatedAt";

/** `config.db`, open: the tenants and what each has configured. */
export class ConfigDatabase {
  readonly endpoints: EndpointStatements;
  readonly #database: Database;
  readonly #get: Statement<[TenantId], TenantConfig>;
  readonly #save: Statement<[TenantId, string | null, number, number], TenantConfig>;
  readonly #erase: Statement<[TenantId]>;
  readonly #touch: Statement<[TenantId, number, number], TenantConfig>;

  constructor(directory: string) {
    const database = openDatabase(directory, "config.db", CONFIG_MIGRATIONS);
    const insert = "INSERT INTO users (tenant_id, webhook_url, created_at, updated_at)";
    const update = "ON CONFLICT DO UPDATE SET updated_at = excluded.updated_at";
    this.#database = database;
    this.endpoints = new EndpointStatements(database);
    this.#get = database.prepare(`SELECT ${COLUMNS} FROM users WHERE tenant_id = ?`);
    this.#erase = database.prepare("DELETE FROM users WHERE tenant_id = ?");
    this.#touch = database.prepare(`${insert} VALUES (?, NULL, ?, ?) ${update} RETURNING ${COLUMNS}`);
    this.#save = database.prepare(
      `${insert} VALUES (?, ?, ?, ?) ${update}, webhook_url = excluded.webhook_url RETURNING ${COLUMNS}`,
    );
  }

  get(tenant: TenantId): TenantConfig | undefined {
    return this.#get.get(tenant);
  }

  save(tenant: TenantId, { webhookUrl }: { readonly webhookUrl?: string | null }): TenantConfig | undefined {
    const now = Date.now();
    return webhookUrl === undefined ? this.#touch.get(tenant, now, now) : this.#save.get(tenant, webhookUrl, now, now);
  }

  erase(tenant: TenantId): void {
    this.#database.transaction(() => {
      this.endpoints.erase(tenant);
      this.#erase.run(tenant);
    })();
    leaveNoTrace(this.#database);
  }

  close(): void {
    this.#database.close();
  }
}
