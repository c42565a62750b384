import { z } from "zod";
import { type AuthConfig, authSettings, toAuthConfig } from "./auth-settings.ts";
import { type IngestConfig, ingestSettings, toIngestConfig } from "./ingest-settings.ts";
import { duration, flag, wholeNumber } from "./settings.ts";
import { toWebhookConfig, type WebhookConfig, webhookSettings } from "./webhook-settings.ts";

/** Everything the server lets you choose. `.env.sample` explains each setting. */
export interface ServerConfig {
  readonly host: string;
  readonly port: number;
  readonly jwtSecret: string;
  /** How long an issued token is good, in milliseconds. */
  readonly tokenLifetimeMs: number;
  /** Closes `POST /api/auth/token` to everybody else. */
  readonly adminKey: string | undefined;
  readonly dataDirectory: string;
  /** Whether messages can be searched. */
  readonly search: boolean;
  readonly sessionsDirectory: string;
  readonly auth: AuthConfig;
  /** Where WhatsApp is, when not where it always is. */
  readonly whatsapp: {
    readonly url: string | undefined;
    readonly noiseRootPublicKey: string | undefined;
    readonly mediaCaFile: string | undefined;
  };
  /** The embedded WhatsApp, when there is to be one. */
  readonly simulator: { readonly port: number } | undefined;
  readonly ingest: IngestConfig;
  readonly webhooks: WebhookConfig;
}

/** A setting that stops the start. The message is one line that says which one and what to do. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

const MAKE_A_SECRET = "make one with: openssl rand -base64 48";
const MIN_SECRET_BYTES = 32;

const Settings = z.object({
  HOST: z.string().default("0.0.0.0"),
  PORT: wholeNumber(0, 65_535, 3000),
  ENVIRONMENT: z.string().default("development"),
  JWT_SECRET: z.string(`is missing, and tokens cannot be signed without it: ${MAKE_A_SECRET}`),
  JWT_EXPIRES_IN: duration("7d"),
  ADMIN_KEY: z.string().optional(),
  DATA_DIR: z.string().default("./data"),
  SESSIONS_DIR: z.string().default("./sessions"),
  SEARCH: flag(true),
  ...authSettings,
  WHATSAPP_URL: z.url({ protocol: /^wss?$/, error: "must be a ws:// or wss:// URL" }).optional(),
  WHATSAPP_NOISE_ROOT: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, "must be 32 bytes in hex, which is 64 characters")
    .optional(),
  WHATSAPP_MEDIA_CA: z.string().optional(),
  SIMULATOR: flag(false),
  SIMULATOR_PORT: wholeNumber(0, 65_535, 0),
  ...ingestSettings,
  ...webhookSettings,
});

type Settings = z.output<typeof Settings>;

/**
 * Reads the configuration from environment variables; an empty one counts as not there.
 * @throws ConfigError that names every setting that is wrong.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ServerConfig {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const { data, error } = Settings.safeParse(given);
  const wrong = data ? contradictions(data) : error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
  if (!data || wrong.length > 0) throw new ConfigError(wrong.join("; "));

  return {
    host: data.HOST,
    port: data.PORT,
    jwtSecret: data.JWT_SECRET,
    tokenLifetimeMs: data.JWT_EXPIRES_IN,
    adminKey: data.ADMIN_KEY,
    dataDirectory: data.DATA_DIR,
    sessionsDirectory: data.SESSIONS_DIR,
    search: data.SEARCH,
    auth: toAuthConfig(data),
    whatsapp: {
      url: data.WHATSAPP_URL,
      noiseRootPublicKey: data.WHATSAPP_NOISE_ROOT,
      mediaCaFile: data.WHATSAPP_MEDIA_CA,
    },
    simulator: data.SIMULATOR ? { port: data.SIMULATOR_PORT } : undefined,
    ingest: toIngestConfig(data),
    webhooks: toWebhookConfig(data),
  };
}

/** What is right on its own and wrong together. */
function contradictions(settings: Settings): readonly string[] {
  const { ENVIRONMENT, JWT_SECRET, SIMULATOR, WHATSAPP_URL, WHATSAPP_NOISE_ROOT } = settings;
  const wrong: string[] = [];
  if (ENVIRONMENT === "production" && Buffer.byteLength(JWT_SECRET) < MIN_SECRET_BYTES) {
    wrong.push(`JWT_SECRET must have at least ${MIN_SECRET_BYTES} bytes in production: ${MAKE_A_SECRET}`);
  }
  if (SIMULATOR && (WHATSAPP_URL ?? WHATSAPP_NOISE_ROOT) !== undefined) {
    wrong.push("SIMULATOR=1 brings its own WhatsApp: leave WHATSAPP_URL and WHATSAPP_NOISE_ROOT out");
  }
  if (settings.INGEST_BATCH_SIZE > settings.INGEST_QUEUE_CAPACITY) {
    wrong.push("INGEST_BATCH_SIZE must not be more than INGEST_QUEUE_CAPACITY");
  }
  if (settings.INGEST_RETRY_BASE_MS > settings.INGEST_RETRY_MAX_MS) {
    wrong.push("INGEST_RETRY_BASE_MS must not be more than INGEST_RETRY_MAX_MS");
  }
  return wrong;
}
