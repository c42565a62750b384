import { SignJWT } from "jose";
import { ALGORITHM, JwtKeys, type JwtSecret } from "./jwt-keys.ts";

/** What goes into a token. */
export interface TokenRequest {
  /** The secret given to `createRouter`. */
  readonly jwtSecret: JwtSecret;
  /** Whose token it is; the payload's `userId`. */
  readonly tenantId: string;
  /** How long it is good, in milliseconds; whole seconds count. */
  readonly lifetimeMs: number;
}

/**
 * Signs a token that the router accepts, for hosts that know their users already.
 *
 * @example
 * ```ts
 * const token = await issueToken({ jwtSecret, tenantId: "tenant-a", lifetimeMs: 3_600_000 });
 * ```
 */
export const issueToken = ({ jwtSecret, tenantId, lifetimeMs }: TokenRequest): Promise<string> =>
  signToken(new JwtKeys(jwtSecret), tenantId, lifetimeMs);

/** Signs with keys that are imported already. */
export async function signToken(keys: JwtKeys, tenantId: string, lifetimeMs: number): Promise<string> {
  const issuedAt = Math.floor(Date.now() / 1000);
  return new SignJWT({ userId: tenantId })
    .setProtectedHeader({ alg: ALGORITHM, typ: "JWT" })
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + Math.floor(lifetimeMs / 1000))
    .sign(await keys.signing());
}
