import { type AuthStore, EncryptedAuthStore, FileAuthStore, SqliteAuthStore } from "@polyphone/core";
import type { ServerConfig } from "./config.ts";

/** Opens the store of credentials that the configuration asks for. */
export function openAuthStore({ auth, dataDirectory, sessionsDirectory }: ServerConfig): AuthStore {
  const store =
    auth.store === "sqlite"
      ? new SqliteAuthStore({ directory: dataDirectory })
      : new FileAuthStore({ directory: sessionsDirectory });
  return auth.keys.length === 0 ? store : new EncryptedAuthStore({ store, keys: auth.keys });
}
