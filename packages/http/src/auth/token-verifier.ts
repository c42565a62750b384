import { hash } from "node:crypto";
import { type CryptoKey, errors, type JWTPayload, jwtVerify } from "jose";
import { BoundedMap } from "../bounded-map.ts";
import { InvalidTokenError } from "../problems/request-errors.ts";
import { ALGORITHM, type JwtKeys } from "./jwt-keys.ts";

/** How long a verified token is believed without looking again: a bound on how late a revocation may be felt. */
const MAX_BELIEVED_MS = 60_000;
/** About 2 MB when full. */
const MAX_BELIEVED = 10_000;

/** About 1 MB when full. */
const MAX_ERASED = 10_000;

/** What a good token says. */
export interface Identity {
  readonly userId: string;
  /** What it is good for; `undefined` is everything. */
  readonly scopes: readonly string[] | undefined;
}

/** From when on tokens of this user are good, in milliseconds since the epoch. */
export type ValidFrom = (userId: string) => Promise<number>;

/** Verifies tokens. Those found good are remembered for a minute, by their hash; bad ones are verified every time. */
export class TokenVerifier {
  readonly #believed = new BoundedMap<string, { readonly identity: Identity; readonly until: number }>(MAX_BELIEVED);

  /** From when on the tokens of those are good who were erased, and whom nothing else remembers. */
  readonly #erased = new BoundedMap<string, number>(MAX_ERASED);

  constructor(
    private readonly keys: JwtKeys,
    private readonly settledFrom: ValidFrom = async () => 0,
  ) {}

  /** @throws InvalidTokenError when it is forged, expired, revoked, not yet valid or names nobody. */
  async verify(token: string): Promise<Identity> {
    const now = Date.now();
    const name = hash("sha256", token, "base64");
    const known = this.#believed.get(name);
    if (known && now < known.until) return known.identity;
    this.#believed.delete(name);

    const { userId, iat = 0, exp, scope } = await verifyWithAny(await this.keys.verifying(token), token);
    if (typeof userId !== "string") throw new InvalidTokenError("invalid");
    if (iat * 1000 < (await this.validFrom(userId))) throw new InvalidTokenError("revoked");
    const identity = { userId, scopes: typeof scope === "string" ? scope.split(" ") : undefined };
    const until = Math.min(now + MAX_BELIEVED_MS, exp === undefined ? Number.POSITIVE_INFINITY : exp * 1000);
    this.#believed.set(name, { identity, until });
    return identity;
  }

  /** From when on this user's tokens are good, in milliseconds since the epoch. */
  async validFrom(userId: string): Promise<number> {
    return Math.max(await this.settledFrom(userId), this.#erased.get(userId) ?? 0);
  }

  /** Refuses all tokens of this user that were issued until now, who is gone, for as long as this process lives. */
  erased(userId: string): void {
    // A full second, for that is how exactly tokens tell their time.
    this.#erased.set(userId, (Math.floor(Date.now() / 1000) + 1) * 1000);
    this.forget(userId);
  }

  /** Believes this user's tokens no longer without looking again. */
  forget(userId: string): void {
    this.#believed.deleteWhere(({ identity }) => identity.userId === userId);
  }
}

async function verifyWithAny(
  keys: readonly CryptoKey[],
  token: string,
): Promise<JWTPayload & { readonly userId?: unknown; readonly scope?: unknown }> {
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
