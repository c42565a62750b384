import type { Client } from "@polyphone/client";
import { signal } from "@preact/signals";
import { Action } from "../state/action.ts";
import { Erasure } from "../tenant/erasure.ts";
import { saveExport } from "../tenant/save-export.ts";
import type { Tenant } from "../tenant/tenant-state.ts";
import { texts } from "../texts/texts.ts";

/** Asks the API as the administrator. */
interface AsAdmin {
  ask<Result>(work: (client: Client) => Promise<Result>): Promise<Result>;
}

/** One of all tenants, and what the administrator can do with it. */
export class AdminTenantState {
  readonly tenant;
  /** What was done last, in a sentence. */
  readonly done = signal<string>();
  readonly isRevoking = signal(false);
  readonly erasure: Erasure;
  readonly #path;

  constructor(
    tenant: Tenant,
    private readonly admin: AsAdmin,
  ) {
    this.tenant = signal(tenant);
    this.#path = { path: { tenantId: tenant.tenantId } };
    this.erasure = new Erasure(tenant.tenantId, () =>
      admin.ask((client) => client.delete("/admin/tenants/{tenantId}", this.#path)),
    );
  }

  readonly togglePause = new Action(async () => {
    const { tenantId, paused } = this.tenant.value;
    const path = paused ? "/admin/tenants/{tenantId}/resume" : "/admin/tenants/{tenantId}/pause";
    const { tenant } = await this.admin.ask((client) => client.post(path, this.#path));
    this.tenant.value = tenant;
    this.done.value = paused ? texts.admin.resumedNow(tenantId) : texts.admin.pausedNow(tenantId);
  });

  readonly revokeTokens = new Action(async () => {
    await this.admin.ask((client) => client.post("/admin/tenants/{tenantId}/revoke-tokens", this.#path));
    this.done.value = texts.admin.revokedNow(this.tenant.value.tenantId);
  });

  readonly export = new Action(async () => {
    const answer = await this.admin.ask((client) => client.lines("/admin/tenants/{tenantId}/export", this.#path));
    this.done.value = texts.tenant.exported(await saveExport(this.tenant.value.tenantId, answer));
  });
}
