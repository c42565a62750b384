import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "vitest";
import { EncryptedAuthStore } from "../src/storage/auth/encrypted-auth-store.ts";
import { FileAuthStore } from "../src/storage/auth/file-auth-store.ts";
import { MemoryAuthStore } from "../src/storage/auth/memory-auth-store.ts";
import { SqliteAuthStore } from "../src/storage/sqlite/sqlite-auth-store.ts";
import { runAuthStoreTests } from "../src/testing/index.ts";

runAuthStoreTests({ describe, it }, { name: "MemoryAuthStore", setup: () => ({ store: new MemoryAuthStore() }) });

const keys = [{ id: "test", key: new Uint8Array(32).fill(7) }];

for (const Store of [FileAuthStore, SqliteAuthStore]) {
  runAuthStoreTests(
    { describe, it },
    {
      name: `EncryptedAuthStore over a ${Store.name}`,
      setup: () => {
        const directory = mkdtempSync(join(tmpdir(), "polyphone-"));
        const open = () => new EncryptedAuthStore({ store: new Store({ directory }), keys });
        return { store: open(), reopen: open, teardown: () => rmSync(directory, { recursive: true }) };
      },
    },
  );
  runAuthStoreTests(
    { describe, it },
    {
      name: Store.name,
      setup: () => {
        const directory = mkdtempSync(join(tmpdir(), "polyphone-"));
        return {
          store: new Store({ directory }),
          reopen: () => new Store({ directory }),
          teardown: () => rmSync(directory, { recursive: true }),
        };
      },
    },
  );
}
