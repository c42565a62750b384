import { createHash, timingSafeEqual } from "node:crypto";
import type { Request } from "express";
import { InvalidAdminKeyError } from "../problems/request-errors.ts";
import type { Guard } from "../routing/guard.ts";

/** Lets in who sends the key in `X-Admin-Key`, as `caller`. */
export function adminGuard<Caller>(adminKey: string, caller: Caller): Guard<Caller> {
  const expected = digest(adminKey);
  return {
    scheme: "adminKey",
    async check(request: Request) {
      // Digests have one length, so that the comparison tells neither the key's length nor where it differs.
      if (!timingSafeEqual(digest(request.get("x-admin-key") ?? ""), expected)) throw new InvalidAdminKeyError();
      return caller;
    },
  };
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
