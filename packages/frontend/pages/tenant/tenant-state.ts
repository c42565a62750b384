import type { components } from "@polyphone/client";
import { signal } from "@preact/signals";
import { client } from "../api/client.ts";
import type { SignIn } from "../api/sign-in.ts";
import { Action } from "../state/action.ts";
import { Erasure } from "./erasure.ts";
import { saveExport } from "./save-export.ts";

/** A tenant, as the API shows it. */
export type Tenant = components["schemas"]["Tenant"];

/** Whoever is signed in: what there is to know, taking it all along, and going for ever. */
export class TenantState {
  readonly tenant = signal<Tenant>();
  /** The name of the export that was saved last. */
  readonly exported = signal<string>();
  readonly erasure: Erasure;

  constructor(readonly who: SignIn) {
    this.erasure = new Erasure(who.tenantId, () => client.delete("/tenant"));
  }

  readonly load = new Action(async () => {
    this.tenant.value = (await client.get("/tenant")).tenant;
  });

  /** A message has come or gone. */
  isActive({ timestamp }: { readonly timestamp: number }): void {
    const { value: tenant } = this.tenant;
    if (tenant === undefined) return;
    this.tenant.value = { ...tenant, lastActivityAt: Math.max(timestamp, tenant.lastActivityAt ?? 0) };
  }

  readonly export = new Action(async () => {
    this.exported.value = undefined;
    this.exported.value = await saveExport(this.who.tenantId, await client.lines("/tenant/export"));
  });
}
