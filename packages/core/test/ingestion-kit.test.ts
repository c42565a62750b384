import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { describe, it } from "vitest";
import { DirectIngestion } from "../src/ingestion/direct-ingestion.ts";
import { InboxIngestion } from "../src/ingestion/inbox/inbox-ingestion.ts";
import { SqliteInboxLog } from "../src/storage/sqlite/inbox/sqlite-inbox-log.ts";
import { runIngestionTests } from "../src/testing/index.ts";

runIngestionTests(
  { describe, it },
  {
    name: "DirectIngestion",
    setup: () => ({ ingestion: new DirectIngestion(), reopen: () => new DirectIngestion() }),
  },
);

const FAST = { batchMaxWaitMs: 5, retryBaseMs: 1, retryMaxMs: 5 };
const INBOX_FILES = ["inbox.db", "inbox.db-wal"];

runIngestionTests(
  { describe, it },
  {
    name: "InboxIngestion on a SqliteInboxLog",
    setup: () => {
      const root = mkdtempSync(join(tmpdir(), "polyphone-"));
      const on = (directory: string) => new InboxIngestion({ log: new SqliteInboxLog({ directory }), ...FAST });
      let current = join(root, "0");
      mkdirSync(current);
      let copies = 0;
      return {
        ingestion: on(current),
        // What a crash at this moment would leave, without the lock of the one that still runs.
        reopen: () => {
          const [from, to] = [current, join(root, String(++copies))];
          const isWanted = (file: string) => file === from || INBOX_FILES.includes(basename(file));
          cpSync(from, to, { recursive: true, filter: isWanted });
          current = to;
          return on(to);
        },
        teardown: () => rmSync(root, { recursive: true }),
      };
    },
  },
);
