import { hash } from "node:crypto";
import { errors, type JWTPayload, jwtVerify } from "jose";
import { BoundedMap } from "../bounded-map.ts";
import { InvalidTokenError } from "../problems/request-errors.ts";
import { ALGORITHM, type JwtKeys } from "./jwt-keys.ts";

/** How long a verified token is believed without looking again: a bound on how late a revocation may be felt. */
const MAX_BELIEVED_MS = 60_000;
/** About 2 MB when full. */
const MAX_BELIEVED = 10_000;

/** Verifies tokens. Those found good are remembered for a minute, by their hash; bad ones are verified every time. */
export class TokenVerifier {
  readonly #keys: JwtKeys;
  readonly #believed = new BoundedMap<string, { readonly userId: string; readonly until: number }>(MAX_BELIEVED);

  constructor(keys: JwtKeys) {
    this.#keys = keys;
  }

  /**
   * Resolves with the `userId` that the token was signed for.
   * @throws InvalidTokenError when it is forged, expired, not yet valid or names nobody.
   */
  async verify(token: string): Promise<string> {
    const now = Date.now();
    const name = hash("sha256", token, "base64");
    const known = this.#believed.get(name);
    if (known && now < known.until) return known.userId;
    this.#believed.delete(name);

    const { userId, exp } = await verifyWithAny(await this.#keys.verifying(), token);
    if (typeof userId !== "string") throw new InvalidTokenError("invalid");
    const until = Math.min(now + MAX_BELIEVED_MS, exp === undefined ? Number.POSITIVE_INFINITY : exp * 1000);
    this.#believed.set(name, { userId, until });
    return userId;
  }
}

async function verifyWithAny(
  keys: Awaited<ReturnType<JwtKeys["verifying"]>>,
  token: string,
): Promise<JWTPayload & { readonly userId?: unknown }> {
  for (const key of keys) {
    try {
      return (await jwtVerify(token, key, { algorithms: [ALGORITHM] })).payload;
    } catch (error) {
      if (error instanceof errors.JWSSignatureVerificationFailed) continue;
      if (error instanceof errors.JWTExpired) throw new InvalidTokenError("expired");
      if (error instanceof errors.JOSEError) throw new InvalidTokenError("invalid");
      throw error;
    }
  }
  throw new InvalidTokenError("invalid");
}
