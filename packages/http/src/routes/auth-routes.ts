import type { TenantManager } from "@polyphone/core";
import { signToken } from "../auth/issue-token.ts";
import type { JwtKeys } from "../auth/jwt-keys.ts";
import { issuanceGuard, type TokenIssuance } from "../auth/token-issuance.ts";
import type { TokenVerifier } from "../auth/token-verifier.ts";
import { limitedByAddress } from "../limits/limited.ts";
import type { RateLimits } from "../limits/rate-limits.ts";
import { defineRoute, type Route } from "../routing/define-route.ts";
import { noQuery } from "../schemas/nothing.ts";
import { tokenRequest, tokenResult } from "../schemas/token.ts";

/** What issuing tokens takes. */
interface AuthContext {
  readonly manager: TenantManager;
  readonly keys: JwtKeys;
  readonly tokens: Pick<TokenVerifier, "validFrom">;
  readonly issuance: TokenIssuance;
  readonly lifetimeMs: number;
  readonly limits: RateLimits;
}

/** Issuing tokens, unless the host does it itself. */
export function authRoutes({ manager, keys, tokens, issuance, lifetimeMs, limits }: AuthContext): readonly Route[] {
  if (issuance === "off") return [];
  return [
    defineRoute({
      method: "POST",
      path: "/auth/token",
      summary: "Issues a token for a tenant, and creates the tenant when it is new.",
      auth: limitedByAddress(issuanceGuard(issuance), limits),
      body: tokenRequest,
      query: noQuery,
      result: tokenResult,
      async handler({ caller: permit, body }) {
        const tenant = manager.tenant(body.tenantId);
        await permit(tenant.id);
        const { webhook_url: webhookUrl } = body;
        const config = await tenant.configure(webhookUrl === undefined ? {} : { webhookUrl });
        const validFrom = await tokens.validFrom(tenant.id);
        return {
          success: true as const,
          token: await signToken(keys, { tenantId: tenant.id, lifetimeMs, validFrom }),
          token_type: "Bearer" as const,
          tenantId: tenant.id,
          webhook_url: config.webhookUrl,
        };
      },
    }),
  ];
}
