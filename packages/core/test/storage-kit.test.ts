import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "vitest";
import { MemoryStorage } from "../src/storage/memory/memory-storage.ts";
import { SqliteStorage } from "../src/storage/sqlite/sqlite-storage.ts";
import { runStorageTests } from "../src/testing/index.ts";

runStorageTests({ describe, it }, { name: "MemoryStorage", setup: () => ({ storage: new MemoryStorage() }) });

runStorageTests(
  { describe, it },
  {
    name: "SqliteStorage",
    setup: () => {
      const directory = mkdtempSync(join(tmpdir(), "polyphone-"));
      return {
        storage: new SqliteStorage({ directory }),
        reopen: () => new SqliteStorage({ directory }),
        teardown: () => rmSync(directory, { recursive: true }),
      };
    },
  },
);
