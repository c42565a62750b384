import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FaultSwitch, type SqliteFault } from "../src/fault-switch.ts";

const WRITER = fileURLToPath(new URL("./writer.cjs", import.meta.url));

let directory: string;
let sqlite: FaultSwitch;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "polyphone-crash-"));
  sqlite = new FaultSwitch(directory);
});
afterEach(() => rmSync(directory, { recursive: true }));

/** What two threads of a process said to three transactions of one row each, and how many rows there are then. */
function written(
  fault: SqliteFault,
  file = "whatsapp.db",
): { readonly said: readonly string[]; readonly rows: number } {
  const path = join(directory, file);
  const database = new Database(path);
  try {
    database.exec("CREATE TABLE rows (one)");
    sqlite.set(fault);
    const said = JSON.parse(execFileSync(process.execPath, [WRITER, path], { env: sqlite.env, encoding: "utf8" }));
    return { said, rows: database.prepare("SELECT * FROM rows").all().length };
  } finally {
    database.close();
  }
}

describe("a process under a fault switch", () => {
  it("writes as ever while nothing is wrong", () => {
    expect(written({ kind: "none" })).toEqual({ said: Array(6).fill("stored"), rows: 6 });
    expect(sqlite.failed).toBe(0);
  });

  it.each(["SQLITE_BUSY", "SQLITE_FULL", "SQLITE_IOERR"] as const)(
    "gets %s in its worker as in its main thread",
    (code) => {
      expect(written({ kind: "fail", code, every: 1 })).toEqual({ said: Array(6).fill(code), rows: 0 });
      expect(sqlite.failed).toBe(6);
    },
  );

  it("fails at every Nth call only, and then with the whole transaction", () => {
    // Each transaction is three calls: begin, insert, commit.
    const said = ["stored", "SQLITE_FULL", "stored", "stored", "SQLITE_FULL", "stored"];
    expect(written({ kind: "fail", code: "SQLITE_FULL", every: 5 })).toEqual({ said, rows: 4 });
  });

  it("hears that a commit has worked that was undone", () => {
    expect(written({ kind: "forget" })).toEqual({ said: Array(6).fill("stored"), rows: 0 });
    expect(written({ kind: "forget" }, "auth.db").rows).toBe(6);
  });
});
