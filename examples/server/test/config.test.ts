import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { describe, expect, it } from "vitest";
import { ConfigError, readConfig } from "../src/config.ts";

const JWT_SECRET = "a secret of this test, long enough to be one";

/** The sentence with which a bad environment stops the start. */
function refusal(env: Record<string, string>): string {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
  }
  throw new Error("The configuration was taken");
}

it("needs nothing but a secret", () => {
  expect(readConfig({ JWT_SECRET })).toEqual({
    host: "0.0.0.0",
    port: 3000,
    jwtSecret: JWT_SECRET,
    tokenLifetimeMs: 7 * 86_400_000,
    adminKey: undefined,
    dataDirectory: "./data",
    sessionsDirectory: "./sessions",
    search: true,
    auth: { store: "file", keys: [], quarantineDays: 30 },
    whatsapp: { url: undefined, noiseRootPublicKey: undefined, mediaCaFile: undefined },
    simulator: undefined,
    ingest: {
      queueCapacity: 5000,
      batchSize: 100,
      batchMaxWaitMs: 250,
      workers: 2,
      retryBaseMs: 100,
      retryMaxMs: 5000,
      retryMaxAttempts: 10,
      retryMaxHorizonMs: 600_000,
    },
    webhooks: { allowPrivate: false, allowedHosts: [] },
  });
});

it("takes an empty setting for one that is not there", () => {
  expect(readConfig({ JWT_SECRET, PORT: "", ADMIN_KEY: "" })).toEqual(readConfig({ JWT_SECRET }));
});

it("is documented in .env.sample, defaults and all", () => {
  const sample = parseEnv(readFileSync(new URL("../.env.sample", import.meta.url), "utf8"));
  expect(readConfig({ ...sample, JWT_SECRET })).toEqual(readConfig({ JWT_SECRET }));
});

it("names the hosts that webhooks may reach although they are not public", () => {
  const { webhooks } = readConfig({
    JWT_SECRET,
    WEBHOOK_ALLOWED_HOSTS: "a.internal, 10.0.0.1",
    WEBHOOK_ALLOW_PRIVATE: "1",
  });
  expect(webhooks).toEqual({ allowPrivate: true, allowedHosts: ["a.internal", "10.0.0.1"] });
  expect(refusal({ JWT_SECRET, WEBHOOK_ALLOWED_HOSTS: "https://a.internal/" })).toBe(
    "WEBHOOK_ALLOWED_HOSTS must be host names with commas between them",
  );
});

describe("the secret", () => {
  it("stops the start when it is missing, and says how to make one", () => {
    const sentence =
      "JWT_SECRET is missing, and tokens cannot be signed without it: make one with: openssl rand -base64 48";
    expect(refusal({})).toBe(sentence);
    expect(refusal({ JWT_SECRET: "" })).toBe(sentence);
  });

  it("stops the start in production when it is short", () => {
    expect(refusal({ JWT_SECRET: "short", ENVIRONMENT: "production" })).toBe(
      "JWT_SECRET must have at least 32 bytes in production: make one with: openssl rand -base64 48",
    );
    expect(readConfig({ JWT_SECRET: "short" }).jwtSecret).toBe("short");
  });

  it("is never repeated in a refusal", () => {
    expect(refusal({ JWT_SECRET: "sesame", ENVIRONMENT: "production" })).not.toContain("sesame");
  });
});

it.each([
  ["INGEST_QUEUE_CAPACITY", "0", "INGEST_QUEUE_CAPACITY must be a whole number from 1 to 1000000"],
  ["INGEST_BATCH_SIZE", "many", "INGEST_BATCH_SIZE must be a whole number from 1 to 10000"],
  ["INGEST_BATCH_MAX_WAIT_MS", "-1", "INGEST_BATCH_MAX_WAIT_MS must be a whole number from 0 to 60000"],
  ["INGEST_WORKERS", "65", "INGEST_WORKERS must be a whole number from 1 to 64"],
  ["INGEST_RETRY_BASE_MS", "1.5", "INGEST_RETRY_BASE_MS must be a whole number from 1 to 60000"],
  ["INGEST_RETRY_MAX_MS", "1e3", "INGEST_RETRY_MAX_MS must be a whole number from 1 to 86400000"],
  ["INGEST_RETRY_MAX_ATTEMPTS", "0", "INGEST_RETRY_MAX_ATTEMPTS must be a whole number from 1 to 1000"],
  ["INGEST_RETRY_MAX_HORIZON_MS", "0", "INGEST_RETRY_MAX_HORIZON_MS must be a whole number from 1 to 2592000000"],
  ["INGEST_BATCH_SIZE", "5001", "INGEST_BATCH_SIZE must not be more than INGEST_QUEUE_CAPACITY"],
  ["INGEST_RETRY_BASE_MS", "5001", "INGEST_RETRY_BASE_MS must not be more than INGEST_RETRY_MAX_MS"],
  ["AUTH_STORE", "redis", "AUTH_STORE must be file or sqlite"],
  ["QUARANTINE_DAYS", "-1", "QUARANTINE_DAYS must be a whole number from 0 to 3650"],
  ["JWT_EXPIRES_IN", "a week", "JWT_EXPIRES_IN must be a time above 0, such as 30m, 12h or 7d"],
  ["PORT", "70000", "PORT must be a whole number from 0 to 65535"],
  ["WHATSAPP_URL", "http://example.com", "WHATSAPP_URL must be a ws:// or wss:// URL"],
  ["WHATSAPP_NOISE_ROOT", "abc", "WHATSAPP_NOISE_ROOT must be 32 bytes in hex, which is 64 characters"],
  ["SIMULATOR", "maybe", "SIMULATOR must be 1 or 0"],
  ["SEARCH", "off", "SEARCH must be 1 or 0"],
])("stops the start at %s=%s", (name, value, sentence) => {
  expect(refusal({ JWT_SECRET, [name]: value })).toBe(sentence);
});

it("names all that is wrong in one line", () => {
  expect(refusal({ PORT: "x", SIMULATOR: "x" })).toMatch(/^PORT must .*; JWT_SECRET is .*; SIMULATOR must [^\n]*$/);
});

it("embeds a simulator or talks to another WhatsApp, not both", () => {
  expect(readConfig({ JWT_SECRET, SIMULATOR: "1" }).simulator).toEqual({ port: 0 });
  expect(refusal({ JWT_SECRET, SIMULATOR: "1", WHATSAPP_URL: "ws://127.0.0.1:4000" })).toBe(
    "SIMULATOR=1 brings its own WhatsApp: leave WHATSAPP_URL and WHATSAPP_NOISE_ROOT out",
  );
});

it("takes several keys for credentials, and repeats none in a refusal", () => {
  const key = Buffer.alloc(32, 7).toString("base64");
  const { keys } = readConfig({ JWT_SECRET, AUTH_KEYS: `2027:${key},2026:${key}` }).auth;
  expect(keys).toEqual([
    { id: "2027", key: Buffer.alloc(32, 7) },
    { id: "2026", key: Buffer.alloc(32, 7) },
  ]);
  for (const wrong of [key, `:${key}`, "2026:short", `2026:${key.slice(4)}`, `a:${key};b:${key}`, `a:${key},`]) {
    expect(refusal({ JWT_SECRET, AUTH_KEYS: wrong })).toBe(
      "AUTH_KEYS must be id:key, several separated by commas, each key 32 bytes in base64: make one with: openssl rand -base64 32",
    );
  }
  expect(refusal({ JWT_SECRET, AUTH_KEYS: `a:${key},a:${key}` })).toBe("AUTH_KEYS must give each key an id of its own");
});

it("names all that is wrong in one line", () => {
  expect(refusal({ PORT: "x", SIMULATOR: "x" })).toMatch(/^PORT must .*; JWT_SECRET is .*; SIMULATOR must [^\n]*$/);
});

it("embeds a simulator or talks to another WhatsApp, not both", () => {
  expect(readConfig({ JWT_SECRET, SIMULATOR: "1" }).simulator).toEqual({ port: 0 });
  expect(refusal({ JWT_SECRET, SIMULATOR: "1", WHATSAPP_URL: "ws://127.0.0.1:4000" })).toBe(
    "SIMULATOR=1 brings its own WhatsApp: leave WHATSAPP_URL and WHATSAPP_NOISE_ROOT out",
  );
});

it.each([
  ["90", 90_000],
  ["30m", 1_800_000],
  ["12h", 43_200_000],
  ["1d", 86_400_000],
])("takes %s for how long a token is good", (JWT_EXPIRES_IN, ms) => {
  expect(readConfig({ JWT_SECRET, JWT_EXPIRES_IN }).tokenLifetimeMs).toBe(ms);
});
