import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import type { Sample, Sustained } from "./sustained-process.ts";
import { slope } from "./trend.ts";

const PROCESS = fileURLToPath(new URL("./sustained-process.ts", import.meta.url));
const MILLION = 1_000_000;
/** The first tenth of the samples is still warming up. */
const WARM_UP_SHARE = 0.1;
/** More growth for each million messages is a leak: four bytes a message. A run of ten minutes finds the slope to 0.4. */
const MAX_HEAP_SLOPE_MIB = 4;
/** What the threads hold and what is outside of the heap is seen here alone. Found to 1.4 in ten minutes. */
const MAX_ANONYMOUS_SLOPE_MIB = 8;

/**
 * Minutes of steady load at 80 % of the rate that is measured before. `rate` is in messages per second, acknowledged and
 * stored; slopes are MiB for each million messages. Sound when the queue and the inbox end empty, each message is in the table and
 * the memory does not grow. Slopes of a minute or two scatter by tens of MiB: such a run is for trying the rest.
 */
export async function runSustained(minutes: number, progress: (line: string) => void) {
  const directory = await mkdtemp(join(tmpdir(), "polyphone-sustained-"));
  try {
    const samples: Sample[] = [];
    let result: Sustained | undefined;
    const child = fork(PROCESS, [directory, String(minutes)], { execArgv: ["--import", "tsx", "--expose-gc"] });
    child.on("message", (message: Sample | Sustained) => {
      if ("rate" in message) result = message;
      else samples.push(message);
      progress(JSON.stringify(message));
    });
    // Not "exit", which may come before the last message.
    await once(child, "close");
    if (result === undefined) throw new Error("the process ended without a result");
    const warm = samples.slice(Math.ceil(samples.length * WARM_UP_SHARE));
    const trend = (figure: "heapMiB" | "anonymousMiB") => ({
      first: rounded(warm[0]?.[figure]),
      last: rounded(warm.at(-1)?.[figure]),
      slope: rounded(slope(warm.map((sample) => ({ x: sample.messages / MILLION, y: sample[figure] })))),
    });
    const figures = {
      ...result,
      rate: Math.round(result.rate),
      drainMs: Math.round(result.drainMs),
      minutes,
      peakDepth: Math.max(...samples.map(({ depth }) => depth)),
      heapMiB: trend("heapMiB"),
      anonymousMiB: trend("anonymousMiB"),
      missing: result.messages - rowsOf(directory, "whatsapp.db", "messages"),
      leftInInbox: rowsOf(directory, "inbox.db", "entries") + rowsOf(directory, "inbox.db", "dead_entries"),
    };
    const isSound =
      [figures.finalDepth, figures.missing, figures.leftInInbox].every((count) => count === 0) &&
      figures.heapMiB.slope <= MAX_HEAP_SLOPE_MIB &&
      figures.anonymousMiB.slope <= MAX_ANONYMOUS_SLOPE_MIB;
    return { figures, isSound };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

const rounded = (value: number | undefined) => Number((value ?? Number.NaN).toPrecision(4));

function rowsOf(directory: string, file: string, table: string): number {
  const database = new Database(join(directory, file), { readonly: true });
  try {
    return database.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? Number.NaN;
  } finally {
    database.close();
  }
}
