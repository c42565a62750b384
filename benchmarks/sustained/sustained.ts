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
/** More growth for each million messages is a leak: four bytes a message. */
const MAX_HEAP_SLOPE_MIB = 4;

/**
 * Minutes of steady load at 80 % of the rate that is measured before. `rate` is in messages per second, acknowledged and
 * stored; slopes are MiB for each million messages. Sound when the queue ends empty, each message is in the table and the
 * heap does not grow.
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
    await once(child, "exit");
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
      missing: result.messages - storedIn(directory),
    };
    const isSound = figures.finalDepth + figures.missing === 0 && figures.heapMiB.slope <= MAX_HEAP_SLOPE_MIB;
    return { figures, isSound };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

const rounded = (value: number | undefined) => Number((value ?? Number.NaN).toPrecision(4));

function storedIn(directory: string): number {
  const database = new Database(join(directory, "whatsapp.db"), { readonly: true });
  try {
    return database.prepare<[], number>("SELECT count(*) FROM messages").pluck().get() ?? 0;
  } finally {
    database.close();
  }
}
