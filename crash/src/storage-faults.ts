import { existsSync } from "node:fs";
import { join } from "node:path";
import { canLimitDisk, limitDisk } from "./disk-limit.ts";
import type { SqliteFailure } from "./fault-switch.ts";
import type { Random } from "./random.ts";
import type { Scene } from "./scene.ts";
import type { ServerProcess } from "./server-process.ts";
import { takeWriteLock } from "./write-lock.ts";

/** Something that goes wrong with the storage of a running server. */
export interface StorageFault {
  readonly name: string;
  /** Lets it go wrong, and returns how to end that. */
  begin(): () => void;
}

const FILES = ["inbox.db", "whatsapp.db", "auth.db"];
const FAILURES: readonly SqliteFailure[] = ["SQLITE_BUSY", "SQLITE_FULL", "SQLITE_IOERR"];
const FEW_CALLS = { min: 2, max: 9 };

/** One fault of each kind: real locks, a real disk limit, and failing calls, all of them or every Nth. */
export function storageFaults({ server, sqlite }: Scene, random: Random): readonly StorageFault[] {
  const failing = (code: SqliteFailure, every: number): StorageFault => ({
    name: every === 1 ? `${code} at every call` : `${code} at every call number ${every}`,
    begin: () => {
      sqlite.set({ kind: "fail", code, every });
      return () => sqlite.set({ kind: "none" });
    },
  });
  return [
    ...locks(server),
    ...diskLimits(server),
    ...FAILURES.flatMap((code) => [failing(code, 1), failing(code, random.between(FEW_CALLS.min, FEW_CALLS.max))]),
  ];
}

function locks({ dataDirectory }: ServerProcess): readonly StorageFault[] {
  const present = FILES.filter((file) => existsSync(join(dataDirectory, file)));
  return present.map((file) => ({
    name: `${file} locked by somebody else`,
    begin: () => takeWriteLock(join(dataDirectory, file)),
  }));
}

function diskLimits(server: ServerProcess): readonly StorageFault[] {
  if (!canLimitDisk()) return [];
  return [
    {
      name: "disk full",
      begin: () => {
        const { pid } = server;
        if (pid === undefined) throw new Error("the server is not up");
        return limitDisk(pid);
      },
    },
  ];
}
