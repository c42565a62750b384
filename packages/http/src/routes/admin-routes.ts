import type { Tenant, TenantManager } from "@polyphone/core";
import type { TokenVerifier } from "../auth/token-verifier.ts";
import { defineRoute, type Route } from "../routing/define-route.ts";
import { defineStream } from "../routing/define-stream.ts";
import type { Guard } from "../routing/guard.ts";
import { noBody, noQuery } from "../schemas/nothing.ts";
import { pageQuery } from "../schemas/page-query.ts";
import { erasedResult, exportedLine, tenantParams, tenantResult, tenantsResult } from "../schemas/tenant.ts";
import { eraseTenant, exportTenant, showTenant } from "./whole-tenant.ts";

/** What these routes need of a manager. */
type Administered = Pick<TenantManager, "tenant" | "tenants">;

/** Looking after all tenants, for who runs them. */
export function adminRoutes(
  manager: Administered,
  auth: Guard<undefined>,
  tokens: Pick<TokenVerifier, "forget" | "erased">,
): readonly Route[] {
  const change = (action: string, summary: string, apply: (tenant: Tenant) => Promise<unknown>) =>
    defineRoute({
      method: "POST",
      path: `/admin/tenants/:tenantId/${action}`,
      summary,
      auth,
      params: tenantParams,
      body: noBody,
      query: noQuery,
      result: tenantResult,
      async handler({ params }) {
        const tenant = manager.tenant(params.tenantId);
        await apply(tenant);
        return { success: true as const, tenant: await showTenant(tenant) };
      },
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
        const tenants = await Promise.all(items.map((config) => showTenant(manager.tenant(config.tenantId), config)));
        return { success: true as const, tenants, nextCursor };
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
        return { success: true as const, tenant: await showTenant(manager.tenant(params.tenantId)) };
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
      await tenant.revokeTokens();
      tokens.forget(tenant.id);
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
      handler: async ({ params }) => eraseTenant(manager.tenant(params.tenantId), tokens),
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
      handler: async ({ params }) => exportTenant(manager.tenant(params.tenantId)),
    }),
  ];
}
