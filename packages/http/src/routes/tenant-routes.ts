import type { TokenVerifier } from "../auth/token-verifier.ts";
import { defineRoute, type Route } from "../routing/define-route.ts";
import { defineStream } from "../routing/define-stream.ts";
import type { Guards } from "../routing/guard.ts";
import { noBody, noQuery } from "../schemas/nothing.ts";
import { erasedResult, exportedLine, tenantResult } from "../schemas/tenant.ts";
import { eraseTenant, exportTenant, showTenant, type WholeTenant } from "./whole-tenant.ts";

/** What a tenant sees of itself, takes with it, and how it goes. */
export function tenantRoutes(auth: Guards<WholeTenant>, tokens: Pick<TokenVerifier, "erased">): readonly Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/tenant",
      summary: "The tenant itself.",
      auth: auth.read,
      body: noBody,
      query: noQuery,
      result: tenantResult,
      handler: async ({ caller: tenant }) => ({ success: true as const, tenant: await showTenant(tenant) }),
    }),
    defineStream({
      method: "GET",
      path: "/tenant/export",
      summary: "Everything that is stored of the tenant but its credentials, one line of JSON for each piece.",
      auth: auth.manage,
      body: noBody,
      query: noQuery,
      stream: { format: "lines", item: exportedLine },
      handler: ({ caller: tenant }) => exportTenant(tenant),
    }),
    defineRoute({
      method: "DELETE",
      path: "/tenant",
      summary:
        "Logs the tenant out and erases everything of it, so that its bytes are gone; refuses its tokens from then on.",
      auth: auth.manage,
      body: noBody,
      query: noQuery,
      result: erasedResult,
      handler: ({ caller: tenant }) => eraseTenant(tenant, tokens),
    }),
  ];
}
