import { type Tenant, type TenantConfig, type TenantManager, UnknownTenantError } from "@polyphone/core";
import { defineRoute, type Route } from "../routing/define-route.ts";
import { defineStream } from "../routing/define-stream.ts";
import type { Guard } from "../routing/guard.ts";
import { noBody, noQuery } from "../schemas/nothing.ts";
import { pageQuery } from "../schemas/page-query.ts";
import { erasedResult, exportedLine, tenantParams, tenantResult, tenantsResult } from "../schemas/tenant.ts";

/** What these routes need of a manager. */
type Administered = Pick<TenantManager, "tenant" | "tenants">;

/** Looking after all tenants, for who runs them. */
export function adminRoutes(
  manager: Administered,
  auth: Guard<undefined>,
  forgetTokens: (tenantId: string) => void,
): readonly Route[] {
  const seen = ({ tenantId, webhookUrl, paused, createdAt, updatedAt }: TenantConfig) => {
    const { state, account } = manager.tenant(tenantId).status;
    return { tenantId, webhook_url: webhookUrl, paused, createdAt, updatedAt, status: state, account };
  };
  const change = (action: string, summary: string, apply: (tenant: Tenant) => Promise<TenantConfig>) =>
    defineRoute({
      method: "POST",
      path: `/admin/tenants/:tenantId/${action}`,
      summary,
      auth,
      params: tenantParams,
      body: noBody,
      query: noQuery,
      result: tenantResult,
      handler: async ({ params }) => ({
        success: true as const,
        tenant: seen(await apply(manager.tenant(params.tenantId))),
      }),
    });

  return [
    defineRoute({
      method: "GET",
      path: "/admin/tenants",
      summary: "A page of all tenants, the latest first.",
      auth,
      body: noBody,
      query: pageQuery,
      result: tenantsResult,
      async handler({ query }) {
        const { items, nextCursor } = await manager.tenants(query);
        return { success: true as const, tenants: items.map(seen), nextCursor };
      },
    }),
    defineRoute({
      method: "GET",
      path: "/admin/tenants/:tenantId",
      summary: "One tenant.",
      auth,
      params: tenantParams,
      body: noBody,
      query: noQuery,
      result: tenantResult,
      async handler({ params }) {
        const { id, ...tenant } = await known(manager, params.tenantId);
        return { success: true as const, tenant: seen({ ...tenant.config, tenantId: id }) };
      },
    }),
    change("pause", "Disconnects a tenant and keeps it so until it is resumed, over restarts too.", (tenant) =>
      tenant.pause(),
    ),
    change(
      "resume",
      "Takes a pause back; the tenant's next `POST /session/start`, or the server's next start, connects it.",
      (tenant) => tenant.resume(),
    ),
    change("revoke-tokens", "Refuses all tokens of a tenant that were issued until now.", async (tenant) => {
      const config = await tenant.revokeTokens();
      forgetTokens(tenant.id);
      return config;
    }),
    defineRoute({
      method: "DELETE",
      path: "/admin/tenants/:tenantId",
      summary: "Logs a tenant out and erases everything of it, so that its bytes are gone.",
      auth,
      params: tenantParams,
      body: noBody,
      query: noQuery,
      result: erasedResult,
      async handler({ params }) {
        const { id } = await known(manager, params.tenantId);
        await manager.tenant(id).erase();
        forgetTokens(id);
        return { success: true as const, tenantId: id, message: "Tenant erased" };
      },
    }),
    defineStream({
      method: "GET",
      path: "/admin/tenants/:tenantId/export",
      summary: "Everything that is stored of a tenant but its credentials, one line of JSON for each piece.",
      auth,
      params: tenantParams,
      body: noBody,
      query: noQuery,
      stream: { format: "lines", item: exportedLine },
      async handler({ params }) {
        const { id } = await known(manager, params.tenantId);
        return manager.tenant(id).export();
      },
    }),
  ];
}

/** @throws InvalidTenantIdError, UnknownTenantError */
async function known(
  manager: Administered,
  tenantId: string,
): Promise<{ id: TenantConfig["tenantId"]; config: TenantConfig }> {
  const tenant = manager.tenant(tenantId);
  const config = await tenant.config();
  if (config === undefined) throw new UnknownTenantError(tenant.id);
  return { id: tenant.id, config };
}
