import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const PRELOAD = fileURLToPath(new URL("./sync-trace.cjs", import.meta.url));

/** SQLite's number for `synchronous = FULL`: in WAL mode the log is on disk when a commit returns. Source: sqlite.org/pragma.html. */
const FULL = 2;

interface Commit {
  readonly at: string;
  readonly synchronous: number;
  readonly journal: string;
  /** Tenant and id; nothing for what is no message. */
  readonly messages: readonly (string | null)[];
}

/** What a server that was started with this trace's environment has synced, and when. */
export class SyncTrace {
  readonly #file: string;
  readonly #isUnsafe: boolean;

  /** @param isUnsafe - The negative control: nothing is synced. */
  constructor(directory: string, isUnsafe: boolean) {
    this.#file = join(directory, "sync-trace.log");
    this.#isUnsafe = isUnsafe;
    writeFileSync(this.#file, "");
  }

  /** For the server to start with. */
  get env(): Readonly<Record<string, string>> {
    return {
      NODE_OPTIONS: `--require=${JSON.stringify(PRELOAD)}`,
      CRASH_SYNC_TRACE: this.#file,
      CRASH_SYNC_UNSAFE: this.#isUnsafe ? "1" : "0",
    };
  }

  /** Those of the messages (tenant and id) whose receipt, at a moment of the machine's clock, came before they were synced. */
  early(receipts: ReadonlyMap<string, bigint>): readonly string[] {
    const syncedAt = this.#syncedAt();
    return [...receipts].flatMap(([message, at]) => {
      const synced = syncedAt.get(message);
      return synced !== undefined && synced < at ? [] : [message];
    });
  }

  #syncedAt(): ReadonlyMap<string, bigint> {
    const syncedAt = new Map<string, bigint>();
    for (const line of readFileSync(this.#file, "utf8").split("\n")) {
      if (line === "") continue;
      const { at, synchronous, journal, messages }: Commit = JSON.parse(line);
      if (synchronous < FULL || journal !== "wal") continue;
      for (const message of messages) {
        if (message !== null && !syncedAt.has(message)) syncedAt.set(message, BigInt(at));
      }
    }
    return syncedAt;
  }
}
