import { ApiError, Client } from "@polyphone/client";
import { signal } from "@preact/signals";
import { forgetAdminKey, keepAdminKey, keptAdminKey } from "../api/admin-key.ts";
import { apiBase } from "../api/api-base.ts";
import { WrongInput } from "../api/wrong-input.ts";
import { Action } from "../state/action.ts";
import type { Tenant } from "../tenant/tenant-state.ts";
import { texts } from "../texts/texts.ts";
import { AdminTenantState } from "./admin-tenant-state.ts";

/** All tenants of the server, for who has its admin key. */
export class AdminState {
  readonly key = signal(keptAdminKey() ?? "");
  /** `undefined` until the key has opened it. */
  readonly tenants = signal<readonly AdminTenantState[]>();
  readonly nextCursor = signal<string | null>(null);
  /** True when the server has no administration. */
  readonly isOff = signal(false);
  /** What was done last, in a sentence. */
  readonly done = signal<string>();

  /** Opens the list, or reads it anew. */
  readonly load = new Action(async () => {
    if (this.key.value === "") throw new WrongInput({ adminKey: texts.admin.keyMissing });
    this.tenants.value = await this.#page({});
    keepAdminKey(this.key.value);
  });

  readonly loadMore = new Action(async () => {
    const { value: cursor } = this.nextCursor;
    if (cursor === null) return;
    const next = await this.#page({ cursor });
    this.tenants.value = [...(this.tenants.value ?? []), ...next];
  });

  /** Forgets the key and what it has shown. */
  lock(): void {
    forgetAdminKey();
    this.key.value = "";
    this.tenants.value = undefined;
    this.done.value = undefined;
  }

  /** It is gone from the server. */
  drop(erased: AdminTenantState): void {
    this.tenants.value = this.tenants.value?.filter((tenant) => tenant !== erased);
    this.done.value = texts.admin.erasedNow(erased.tenant.value.tenantId);
  }

  /** Asks the API with the key. A wrong key is the key's fault, not that of the token of whoever is signed in. */
  async ask<Result>(work: (client: Client) => Promise<Result>): Promise<Result> {
    try {
      return await work(new Client({ baseUrl: apiBase(), adminKey: this.key.value }));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.code === "NOT_FOUND") this.isOff.value = true;
      if (error.status !== 401) throw error;
      this.lock();
      throw new WrongInput({ adminKey: texts.admin.keyWrong });
    }
  }

  async #page(query: { readonly cursor?: string }): Promise<readonly AdminTenantState[]> {
    const { tenants, nextCursor } = await this.ask((client) =>
      client.get("/admin/tenants", { query: { limit: 50, ...query } }),
    );
    this.nextCursor.value = nextCursor;
    return tenants.map((tenant) => this.#shown(tenant));
  }

  /** One that is shown already stays, with what is open of it. */
  #shown(tenant: Tenant): AdminTenantState {
    const there = this.tenants.value?.find((state) => state.tenant.value.tenantId === tenant.tenantId);
    if (there === undefined) return new AdminTenantState(tenant, this);
    there.tenant.value = tenant;
    return there;
  }
}
