import type { Database, Statement } from "better-sqlite3";
import type { TenantId } from "../../types/tenant.ts";
import type { WebhookDisabledReason, WebhookEndpoint } from "../../types/webhook.ts";

interface StoredEndpoint {
  readonly id: string;
  readonly url: string;
  readonly events: string;
  readonly secrets: string;
  readonly asksForQr: number;
  readonly createdAt: number;
  readonly disabledReason: WebhookDisabledReason | null;
  readonly disabledAt: number | null;
}

type Columns = [string, string, string, number, number, WebhookDisabledReason | null, number | null];

/** The statements on endpoints. */
export class EndpointStatements {
  readonly #list: Statement<[TenantId], StoredEndpoint>;
  readonly #save: Statement<[TenantId, string, ...Columns]>;
  readonly #remove: Statement<[TenantId, string]>;
  readonly #erase: Statement<[TenantId]>;
  readonly #tenants: Statement<[], TenantId>;

  constructor(database: Database) {
    this.#list = database.prepare(
      `SELECT id, url, events, secrets, asks_for_qr AS asksForQr, created_at AS createdAt,
        disabled_reason AS disabledReason, disabled_at AS disabledAt
      FROM endpoints WHERE tenant_id = ? ORDER BY number`,
    );
    this.#save = database.prepare(
      `INSERT INTO endpoints (tenant_id, id, url, events, secrets, asks_for_qr, created_at, disabled_reason, disabled_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (tenant_id, id) DO UPDATE SET url = excluded.url, events = excluded.events, secrets = excluded.secrets,
        asks_for_qr = excluded.asks_for_qr, created_at = excluded.created_at,
        disabled_reason = excluded.disabled_reason, disabled_at = excluded.disabled_at`,
    );
    this.#remove = database.prepare("DELETE FROM endpoints WHERE tenant_id = ? AND id = ?");
    this.#erase = database.prepare("DELETE FROM endpoints WHERE tenant_id = ?");
    this.#tenants = database
      .prepare<[], TenantId>(
        "SELECT tenant_id FROM users WHERE webhook_url IS NOT NULL UNION SELECT tenant_id FROM endpoints",
      )
      .pluck();
  }

  list(tenant: TenantId): readonly WebhookEndpoint[] {
    return this.#list.all(tenant).map(({ disabledReason: reason, disabledAt: at, ...stored }) => ({
      ...stored,
      events: JSON.parse(stored.events) as readonly string[],
      secrets: JSON.parse(stored.secrets) as readonly string[],
      asksForQr: stored.asksForQr !== 0,
      disabled: reason === null || at === null ? null : { reason, at },
    }));
  }

  save(tenant: TenantId, endpoint: WebhookEndpoint): void {
    const { id, url, events, secrets, asksForQr, createdAt, disabled } = endpoint;
    const lists = [JSON.stringify(events), JSON.stringify(secrets)] as const;
    const { reason = null, at = null } = disabled ?? {};
    this.#save.run(tenant, id, url, ...lists, asksForQr ? 1 : 0, createdAt, reason, at);
  }

  remove(tenant: TenantId, id: string): void {
    this.#remove.run(tenant, id);
  }

  erase(tenant: TenantId): void {
    this.#erase.run(tenant);
  }

  tenants(): readonly TenantId[] {
    return this.#tenants.all();
  }
}
