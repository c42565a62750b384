import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** How SQLite fails, by the codes of its errors. */
export type SqliteFailure = "SQLITE_BUSY" | "SQLITE_FULL" | "SQLITE_IOERR";

/** What SQLite does in the server, until the switch says otherwise. */
export type SqliteFault =
  /** Every so many writing calls fail, counted in each thread. */
  | { readonly kind: "fail"; readonly code: SqliteFailure; readonly every: number }
  /** Commits are undone, and said to have worked. */
  | { readonly kind: "forget" }
  | { readonly kind: "none" };

const PRELOAD = fileURLToPath(new URL("./sqlite-faults.cjs", import.meta.url));

/** Makes SQLite fail in a server that was started with this switch's environment, at once and in all of its threads. */
export class FaultSwitch {
  readonly #file: string;
  readonly #log: string;

  /** @param directory - For the files by which the switch and the server communicate. */
  constructor(directory: string) {
    this.#file = join(directory, "sqlite-fault.json");
    this.#log = join(directory, "sqlite-faults.log");
    writeFileSync(this.#log, "");
    this.set({ kind: "none" });
  }

  /** For the server to start with. */
  get env(): Readonly<Record<string, string>> {
    return {
      NODE_OPTIONS: `--require=${JSON.stringify(PRELOAD)}`,
      CRASH_SQLITE_FAULT: this.#file,
      CRASH_SQLITE_FAULT_LOG: this.#log,
    };
  }

  /** How many calls have failed so far. */
  get failed(): number {
    return readFileSync(this.#log, "utf8").split("\n").length - 1;
  }

  set(fault: SqliteFault): void {
    // In one step, or the server might read the half of it.
    const next = `${this.#file}.next`;
    writeFileSync(next, JSON.stringify(fault));
    renameSync(next, this.#file);
  }
}
