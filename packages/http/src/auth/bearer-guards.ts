import { InvalidTenantIdError, type Tenant, type TenantManager } from "@polyphone/core";
import type { Request } from "express";
import { InsufficientScopeError, InvalidTokenError, MissingTokenError } from "../problems/request-errors.ts";
import type { Guard, Guards, Scope } from "../routing/guard.ts";
import type { TokenVerifier, ValidFrom } from "./token-verifier.ts";

const BEARER = /^Bearer +([A-Za-z0-9._~+/=-]+) *$/i;

/** A host's own way to tell whose request this is: the tenant's id, or nothing when the caller is nobody. */
export type Authenticate = (request: Request) => string | undefined | Promise<string | undefined>;

/** Lets in who carries a good token, as the tenant that it names: no route takes a tenant from anywhere else. */
export function bearerGuards(manager: TenantManager, verifier: TokenVerifier): Guards<Tenant> {
  return guards(async ({ headers }, scope) => {
    if (headers.authorization === undefined) throw new MissingTokenError();
    const token = BEARER.exec(headers.authorization)?.[1];
    if (token === undefined) throw new InvalidTokenError("invalid");
    const { userId, scopes } = await verifier.verify(token);
    if (scopes !== undefined && !scopes.includes(scope)) throw new InsufficientScopeError(scope);
    return tenantOf(manager, userId);
  });
}

/** From when on a tenant's tokens are good; those of nobody are never good. */
export const tokensValidFrom =
  (manager: TenantManager): ValidFrom =>
  async (userId) =>
    (await tenantOf(manager, userId).config())?.tokensValidFrom ?? 0;

/** Lets in whom the host knows. */
export function hostGuards(manager: TenantManager, authenticate: Authenticate): Guards<Tenant> {
  return guards(async (request) => {
    const tenantId = await authenticate(request);
    if (tenantId === undefined) throw new MissingTokenError();
    return tenantOf(manager, tenantId);
  });
}

function guards(check: (request: Request, scope: Scope) => Promise<Tenant>): Guards<Tenant> {
  const guard = (scope: Scope): Guard<Tenant> => ({
    scheme: "bearer",
    scope,
    check: (request) => check(request, scope),
  });
  return { read: guard("read"), send: guard("send"), manage: guard("manage") };
}

/** A host may name a `userId` that cannot be a tenant: the token is at fault then, not the request. */
function tenantOf(manager: TenantManager, userId: string): Tenant {
  try {
    return manager.tenant(userId);
  } catch (error) {
    throw error instanceof InvalidTenantIdError ? new InvalidTokenError("invalid") : error;
  }
}
