import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "vitest";
import { FileAuthStore } from "../src/storage/auth/file-auth-store.ts";
import { MemoryAuthStore } from "../src/storage/auth/memory-auth-store.ts";
import { runAuthStoreTests } from "../src/testing/index.ts";

runAuthStoreTests({ describe, it }, { name: "MemoryAuthStore", setup: () => ({ store: new MemoryAuthStore() }) });

runAuthStoreTests(
  { describe, it },
  {
    name: "FileAuthStore",
    setup: () => {
      const directory = mkdtempSync(join(tmpdir(), "polyphone-"));
      return {
        store: new FileAuthStore({ directory }),
        reopen: () => new FileAuthStore({ directory }),
        teardown: () => rmSync(directory, { recursive: true }),
      };
    },
  },
);
