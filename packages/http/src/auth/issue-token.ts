import { SignJWT } from "jose";
import type { Scope } from "../routing/guard.ts";
import { ALGORITHM, JwtKeys, type JwtSecret } from "./jwt-keys.ts";

/** What goes into a token. */
export interface TokenRequest {
  /** The secret given to `createRouter`. */
  readonly jwtSecret: JwtSecret;
  /** Whose token it is; the payload's `userId`. */
  readonly tenantId: string;
  /** How long it is good, in milliseconds; whole seconds count. */
  readonly lifetimeMs: number;
  /** What it is good for. @defaultValue everything */
  readonly scopes?: readonly Scope[];
}

/**
 * Signs a token that the router accepts, for hosts that know their users already.
 *
 * @example
 * ```ts
 * const token = await issueToken({ jwtSecret, tenantId: "tenant-a", lifetimeMs: 3_600_000, scopes: ["read"] });
 * ```
 */
export const issueToken = ({ jwtSecret, ...claims }: TokenRequest): Promise<string> =>
  signToken(new JwtKeys(jwtSecret), claims);

/** What a token says. */
export interface Claims extends Omit<TokenRequest, "jwtSecret"> {
  /** Tokens from before are refused, so this one is not from before; milliseconds since the epoch. */
  readonly validFrom?: number;
}

/** Signs with keys that are imported already. */
export async function signToken(keys: JwtKeys, { tenantId, lifetimeMs, scopes, validFrom = 0 }: Claims) {
  const { key, kid } = await keys.signing();
  const issuedAt = Math.max(Math.floor(Date.now() / 1000), Math.ceil(validFrom / 1000));
  return new SignJWT({ userId: tenantId, ...(scopes && { scope: scopes.join(" ") }) })
    .setProtectedHeader({ alg: ALGORITHM, typ: "JWT", kid })
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + Math.floor(lifetimeMs / 1000))
    .sign(key);
}
