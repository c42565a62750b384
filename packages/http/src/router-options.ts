import { InvalidOptionError, type Logger } from "@polyphone/core";
import type { Authenticate } from "./auth/bearer-guards.ts";
import type { JwtSecret } from "./auth/jwt-keys.ts";
import type { TokenIssuance } from "./auth/token-issuance.ts";
import type { RateLimitOptions } from "./limits/rate-limits.ts";
import type { Observe } from "./routing/observe.ts";
import { EVENT_STREAM_DEFAULTS, type EventStreamSettings } from "./routing/send-events.ts";

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
  /** Your own way to tell whose request it is, instead of our tokens. @defaultValue our tokens */
  readonly authenticate: Authenticate | undefined;
  /** Opens the routes below `/admin` to who sends this key in `X-Admin-Key`. @defaultValue there are none */
  readonly adminKey: string | undefined;
  /** How much one caller may ask. Addresses are Express's `request.ip`: set `trust proxy` behind a proxy. */
  readonly rateLimits: RateLimitOptions;
  /** Origins whose scripts may call, e.g. `https://app.example.com`. @defaultValue none but the same origin */
  readonly corsOrigins: readonly string[];
  /** Whether there is a reference at `/docs`, and its document at `/openapi.json`. @defaultValue `true` */
  readonly docs: boolean;
  /** Told of every answer of a route. @defaultValue nobody is */
  readonly observe: Observe | undefined;
  /** How `GET /events` is served. */
  readonly eventStreams: EventStreamSettings;
  /** Largest body that is read, in bytes. @defaultValue `102_400` */
  readonly maxBodyBytes: number;
  /** Hears of failures that are not the caller's. @defaultValue says nothing */
  readonly logger: Logger;
}

/** Options of {@link createRouter}. */
export type RouterOptions = RequiredRouterOptions &
  Partial<Omit<OptionalRouterOptions, "eventStreams">> & { readonly eventStreams?: Partial<EventStreamSettings> };

const nothing = () => undefined;

const DEFAULTS = {
  tokenIssuance: "open",
  tokenLifetimeMs: 7 * 24 * 60 * 60 * 1000,
  authenticate: undefined,
  adminKey: undefined,
  rateLimits: {},
  corsOrigins: [],
  docs: true,
  observe: undefined,
  eventStreams: EVENT_STREAM_DEFAULTS,
  maxBodyBytes: 100 * 1024,
  logger: { debug: nothing, info: nothing, warn: nothing, error: nothing },
} satisfies OptionalRouterOptions;

/** Fills in what was left out. @throws InvalidOptionError */
export function withDefaults(options: RouterOptions): RequiredRouterOptions & OptionalRouterOptions {
  const eventStreams = { ...EVENT_STREAM_DEFAULTS, ...options.eventStreams };
  const settings: RequiredRouterOptions & OptionalRouterOptions = { ...DEFAULTS, ...options, eventStreams };
  const { tokenIssuance, tokenLifetimeMs, adminKey, maxBodyBytes, rateLimits } = settings;
  if (!(tokenLifetimeMs >= 1000)) throw new InvalidOptionError("tokenLifetimeMs", "1000 milliseconds or more");
  if (!(maxBodyBytes > 0)) throw new InvalidOptionError("maxBodyBytes", "more than 0 bytes");
  for (const [name, value] of Object.entries(eventStreams)) {
    if (!(value >= 1)) throw new InvalidOptionError(`eventStreams.${name}`, "1 or more");
  }
  for (const [name, limit] of Object.entries(rateLimits)) {
    if (limit === false || limit === undefined || (limit.requests > 0 && limit.perMs > 0)) continue;
    throw new InvalidOptionError(`rateLimits.${name}`, "requests and perMs above 0, or false");
  }
  // An empty key would be matched by every request that has none.
  if (typeof tokenIssuance === "object" && !tokenIssuance.adminKey) {
    throw new InvalidOptionError("tokenIssuance.adminKey", "a string that is not empty");
  }
  if (adminKey === "") throw new InvalidOptionError("adminKey", "a string that is not empty");
  return settings;
}
