import type { EncryptionKey } from "@polyphone/core";
import { z } from "zod";
import { wholeNumber } from "./settings.ts";

/** Ten years: longer is for ever. */
const MAX_DAYS = 3650;

/** `id:key` or `new:key,old:key`; a refusal repeats none of it. */
const keys = z
  .string()
  .regex(
    /^[\w.-]+:[A-Za-z0-9+/]{43}=(,[\w.-]+:[A-Za-z0-9+/]{43}=)*$/,
    "must be id:key, several separated by commas, each key 32 bytes in base64: make one with: openssl rand -base64 32",
  )
  .transform((text) => text.split(",").map(toKey))
  .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, "must give each key an id of its own")
  .default([]);

/** Where credentials are kept, and how. */
export const authSettings = {
  AUTH_STORE: z.enum(["file", "sqlite"], "must be file or sqlite").default("file"),
  AUTH_KEYS: keys,
  QUARANTINE_DAYS: wholeNumber(0, MAX_DAYS, 30),
};

type AuthSettings = z.output<z.ZodObject<typeof authSettings>>;

/** How credentials are kept. */
export type AuthConfig = ReturnType<typeof toAuthConfig>;

/** The settings under the names that code uses. */
export const toAuthConfig = (settings: AuthSettings) => ({
  /** As files in the sessions directory, or in one SQLite file in the data directory. */
  store: settings.AUTH_STORE,
  /** None: they are stored in the open. */
  keys: settings.AUTH_KEYS,
  quarantineDays: settings.QUARANTINE_DAYS,
});

function toKey(text: string): EncryptionKey {
  const end = text.indexOf(":");
  return { id: text.slice(0, end), key: Buffer.from(text.slice(end + 1), "base64") };
}
