import { fork } from "node:child_process";
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Figures, Pair } from "../summary.ts";

const PROCESS = fileURLToPath(new URL("./measure-process.ts", import.meta.url));

/** What is measured on each side of a pair, one after the other. */
const OURS = ["acked inbox", "logged inbox", "paced inbox", "projected"];
const THEIRS = ["acked direct", "logged file", "paced direct", "plain"];
/** These begin with what is there already. The plain schema brings its own. */
const ON_PRELOADED = ["acked inbox", "acked direct", "paced inbox", "paced direct", "projected"];

/**
 * The inbox against committing straight into the final tables (`ackedVsDirect`, `ackP99VsDirect`) and against a bare
 * group-commit file (`inboxVsFile`); the projector against the plain schema (`projectorVsPlain`, `bytesPerRowVsPlain`).
 */
export async function runIngest(pairs: number, progress: (line: string) => void): Promise<readonly Pair[]> {
  const root = await mkdtemp(join(tmpdir(), "polyphone-ingest-"));
  try {
    const preloaded = join(root, "preloaded");
    progress("preloading");
    await inProcess("preload", preloaded);
    const measured: Pair[] = [];
    for (let pair = 1; pair <= pairs; pair += 1) {
      const sides: [Figures, Figures] = [{}, {}];
      for (const [index, ours] of OURS.entries()) {
        const both = [ours, THEIRS[index] ?? ""];
        // Who goes first takes turns, too.
        for (const side of pair % 2 === 0 ? [0, 1] : [1, 0]) {
          const name = both[side] ?? "";
          const directory = join(root, `${pair} ${name}`);
          await mkdir(directory);
          if (ON_PRELOADED.includes(name)) await cp(preloaded, directory, { recursive: true });
          sides[side === 0 ? 0 : 1] = { ...sides[side === 0 ? 0 : 1], ...(await inProcess(name, directory)) };
          await rm(directory, { recursive: true });
        }
      }
      progress(`pair ${pair}: ${JSON.stringify({ ours: sides[0], theirs: sides[1] })}`);
      measured.push({ ours: sides[0], theirs: sides[1] });
    }
    return measured;
  } finally {
    await rm(root, { recursive: true });
  }
}

async function inProcess(name: string, directory: string): Promise<Figures> {
  const child = fork(PROCESS, [name, directory], { stdio: "inherit" });
  return new Promise((resolve, reject) => {
    let figures: Figures | undefined;
    child.once("message", (message) => {
      figures = message as Figures;
      child.disconnect();
    });
    child.once("exit", (code) => {
      if (figures !== undefined && code === 0) resolve(figures);
      else reject(new Error(`${name} ended with ${code}`));
    });
  });
}
