import type { Figures, Pair } from "../summary.ts";
import type { SubjectName } from "./process-client.ts";

/** Measures pairs, raw and ours in turns. Who goes first changes, so that a slow spell of the machine hits both. */
export async function inTurns(
  pairs: number,
  progress: (line: string) => void,
  measure: (name: SubjectName) => Promise<Figures>,
): Promise<Pair[]> {
  const measured: Pair[] = [];
  for (let pair = 1; pair <= pairs; pair += 1) {
    const first = pair % 2 === 1 ? "raw" : "ours";
    const a = await measure(first);
    const b = await measure(first === "raw" ? "ours" : "raw");
    const result = first === "raw" ? { theirs: a, ours: b } : { theirs: b, ours: a };
    measured.push(result);
    progress(`pair ${pair} of ${pairs}: ${JSON.stringify(result)}`);
  }
  return measured;
}
