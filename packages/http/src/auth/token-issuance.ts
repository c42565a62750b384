import { createHash, timingSafeEqual } from "node:crypto";
import type { Request } from "express";
import { InvalidAdminKeyError, IssuanceRefusedError } from "../problems/request-errors.ts";
import type { Guard } from "../routing/guard.ts";

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
  const expected = digest(issuance.adminKey);
  return {
    scheme: "adminKey",
    async check(request) {
      // Digests have one length, so that the comparison tells neither the key's length nor where it differs.
      if (!timingSafeEqual(digest(request.get("x-admin-key") ?? ""), expected)) throw new InvalidAdminKeyError();
      return anyTenant;
    },
  };
}

const anyTenant: Permit = async () => undefined;
const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
