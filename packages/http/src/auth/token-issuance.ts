import type { Request } from "express";
import { IssuanceRefusedError } from "../problems/request-errors.ts";
import type { Guard } from "../routing/guard.ts";
import { adminGuard } from "./admin-key.ts";

/**
 * Who may ask for tokens:
 * - `"open"`: everybody, for any tenant;
 * - `{ adminKey }`: who sends the key in `X-Admin-Key`;
 * - a function: whom it says yes to, for that tenant;
 * - `"off"`: nobody, the route is not there; the host signs tokens itself.
 */
export type TokenIssuance =
  | "open"
  | "off"
  | { readonly adminKey: string }
  | ((request: Request, tenantId: string) => boolean | Promise<boolean>);

/** Rejects unless a token for this tenant may be issued to the caller. */
export type Permit = (tenantId: string) => Promise<void>;

/** The guard of `POST /auth/token`. */
export function issuanceGuard(issuance: Exclude<TokenIssuance, "off">): Guard<Permit> {
  if (issuance === "open") return { scheme: "none", check: async () => anyTenant };
  if (typeof issuance === "function") {
    return {
      scheme: "none",
      check: async (request) => async (tenantId) => {
        if (!(await issuance(request, tenantId))) throw new IssuanceRefusedError();
      },
    };
  }
  return adminGuard(issuance.adminKey, anyTenant);
}

const anyTenant: Permit = async () => undefined;
