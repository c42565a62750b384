import { InvalidOptionError, type Logger } from "@polyphone/core";
import type { JwtSecret } from "./auth/jwt-keys.ts";
import type { TokenIssuance } from "./auth/token-issuance.ts";

interface RequiredRouterOptions {
  /** Signs and verifies tokens. There is no default: make one with `openssl rand -base64 48`. */
  readonly jwtSecret: JwtSecret;
}

interface OptionalRouterOptions {
  /**
   * Who may ask `POST /auth/token` for tokens. Close it on any server that others can reach.
   * @defaultValue `"open"`
   */
  readonly tokenIssuance: TokenIssuance;
  /** How long an issued token is good, in milliseconds. Shorten it when tokens leave your hands. @defaultValue 7 days */
  readonly tokenLifetimeMs: number;
  /** Largest body that is read, in bytes. @defaultValue `102_400` */
  readonly maxBodyBytes: number;
  /** Hears of failures that are not the caller's. @defaultValue says nothing */
  readonly logger: Logger;
}

/** Options of {@link createRouter}. */
export type RouterOptions = RequiredRouterOptions & Partial<OptionalRouterOptions>;

const nothing = () => undefined;

const DEFAULTS = {
  tokenIssuance: "open",
  tokenLifetimeMs: 7 * 24 * 60 * 60 * 1000,
  maxBodyBytes: 100 * 1024,
  logger: { debug: nothing, info: nothing, warn: nothing, error: nothing },
} satisfies OptionalRouterOptions;

/** Fills in what was left out. @throws InvalidOptionError */
export function withDefaults({
  jwtSecret,
  tokenIssuance = DEFAULTS.tokenIssuance,
  tokenLifetimeMs = DEFAULTS.tokenLifetimeMs,
  maxBodyBytes = DEFAULTS.maxBodyBytes,
  logger = DEFAULTS.logger,
}: RouterOptions): RequiredRouterOptions & OptionalRouterOptions {
  if (!(tokenLifetimeMs >= 1000)) throw new InvalidOptionError("tokenLifetimeMs", "1000 milliseconds or more");
  if (!(maxBodyBytes > 0)) throw new InvalidOptionError("maxBodyBytes", "more than 0 bytes");
  // An empty key would be matched by every request that has none.
  if (typeof tokenIssuance === "object" && !tokenIssuance.adminKey) {
    throw new InvalidOptionError("tokenIssuance.adminKey", "a string that is not empty");
  }
  return { jwtSecret, tokenIssuance, tokenLifetimeMs, maxBodyBytes, logger };
}
