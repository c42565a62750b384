import { InvalidTenantIdError, type Tenant, type TenantManager } from "@polyphone/core";
import { InvalidTokenError, MissingTokenError } from "../problems/request-errors.ts";
import type { Guard } from "../routing/guard.ts";
import type { TokenVerifier } from "./token-verifier.ts";

const BEARER = /^Bearer +([A-Za-z0-9._~+/=-]+) *$/i;

/** Lets in who carries a good token, as the tenant that it names: no route takes a tenant from anywhere else. */
export function bearerGuard(manager: TenantManager, verifier: TokenVerifier): Guard<Tenant> {
  return {
    scheme: "bearer",
    async check({ headers }) {
      if (headers.authorization === undefined) throw new MissingTokenError();
      const token = BEARER.exec(headers.authorization)?.[1];
      if (token === undefined) throw new InvalidTokenError("invalid");
      return tenantOf(manager, await verifier.verify(token));
    },
  };
}

/** A host may have signed a `userId` that cannot be a tenant: the token is at fault then, not the request. */
function tenantOf(manager: TenantManager, userId: string): Tenant {
  try {
    return manager.tenant(userId);
  } catch (error) {
    throw error instanceof InvalidTenantIdError ? new InvalidTokenError("invalid") : error;
  }
}
