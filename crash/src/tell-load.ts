import type { CrashRun } from "./crash-run.ts";
import { figures, isClean, type Outcome, together } from "./outcome.ts";
import type { RunOptions } from "./run-options.ts";
import { withDirectory } from "./with-directory.ts";

const SHOWN = 20;

/** Runs under load, one for each store, and holds what was delivered against what is stored. `what` begins the line of JSON. */
export async function tellLoad(
  runs: readonly (readonly [CrashRun["stores"][number], (options: RunOptions) => Promise<Outcome>])[],
  what: (outcome: Outcome) => object,
  { seed, progress }: Omit<CrashRun, "stores">,
): Promise<boolean> {
  const outcomes: Outcome[] = [];
  for (const [authStore, run] of runs) {
    const outcome = await withDirectory(
      (directory) => run({ authStore, seed, directory, progress }),
      isClean,
      (directory) => progress(`${authStore}: something is wrong; data and logs are in ${directory}`),
    );
    for (const [name, entries] of Object.entries(outcome.findings)) {
      if (entries.length > 0) progress(`${authStore}: ${name}: ${entries.slice(0, SHOWN).join(", ")}`);
    }
    outcomes.push(outcome);
  }
  const outcome = outcomes.reduce(together);
  process.stdout.write(`${JSON.stringify({ ...what(outcome), seed, ...figures(outcome) })}\n`);
  return isClean(outcome);
}
