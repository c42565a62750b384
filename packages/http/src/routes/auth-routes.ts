import type { TenantManager } from "@polyphone/core";
import { signToken } from "../auth/issue-token.ts";
import type { JwtKeys } from "../auth/jwt-keys.ts";
import { issuanceGuard, type TokenIssuance } from "../auth/token-issuance.ts";
import { defineRoute, type Route } from "../routing/define-route.ts";
import { noQuery } from "../schemas/nothing.ts";
import { tokenRequest } from "../schemas/token-request.ts";

/** Issuing tokens, unless the host does it itself. */
export function authRoutes(
  manager: TenantManager,
  keys: JwtKeys,
  issuance: TokenIssuance,
  lifetimeMs: number,
): readonly Route[] {
  if (issuance === "off") return [];
  return [
    defineRoute({
      method: "POST",
      path: "/auth/token",
      auth: issuanceGuard(issuance),
      body: tokenRequest,
      query: noQuery,
      async handler({ caller: permit, body }) {
        const tenant = manager.tenant(body.tenantId);
        await permit(tenant.id);
        const { webhook_url: webhookUrl } = body;
        const config = await tenant.configure(webhookUrl === undefined ? {} : { webhookUrl });
        return {
          success: true,
          token: await signToken(keys, tenant.id, lifetimeMs),
          token_type: "Bearer",
          tenantId: tenant.id,
          webhook_url: config.webhookUrl,
        };
      },
    }),
  ];
}
