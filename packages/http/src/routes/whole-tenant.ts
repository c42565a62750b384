import { type Tenant, type TenantConfig, UnknownTenantError } from "@polyphone/core";
import type { z } from "zod";
import type { TokenVerifier } from "../auth/token-verifier.ts";
import type { erasedResult, tenantResult } from "../schemas/tenant.ts";

/** A tenant as a whole: what it is told of itself is what the administrator is told of it. */
export type WholeTenant = Pick<Tenant, "id" | "status" | "config" | "activity" | "export" | "erase">;

/** What is shown of a tenant. `config` need not be given by who has not read it. @throws UnknownTenantError */
export async function showTenant(
  tenant: WholeTenant,
  config?: TenantConfig,
): Promise<z.output<typeof tenantResult>["tenant"]> {
  const { tenantId, webhookUrl, paused, createdAt, updatedAt } = config ?? (await configOf(tenant));
  const { state, account } = tenant.status;
  const activity = await tenant.activity();
  return { tenantId, webhook_url: webhookUrl, paused, createdAt, updatedAt, status: state, account, ...activity };
}

/** Everything that is stored of it. @throws UnknownTenantError before the first piece */
export async function exportTenant(tenant: WholeTenant): Promise<AsyncIterable<object>> {
  await configOf(tenant);
  return tenant.export();
}

/** Erases it, and refuses the tokens that it has. @throws UnknownTenantError */
export async function eraseTenant(
  tenant: WholeTenant,
  tokens: Pick<TokenVerifier, "erased">,
): Promise<z.output<typeof erasedResult>> {
  await configOf(tenant);
  await tenant.erase();
  tokens.erased(tenant.id);
  return { success: true, tenantId: tenant.id, message: "Tenant erased" };
}

async function configOf(tenant: WholeTenant): Promise<TenantConfig> {
  const config = await tenant.config();
  if (config === undefined) throw new UnknownTenantError(tenant.id);
  return config;
}
