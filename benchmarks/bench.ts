/**
 * Runs one benchmark: `bench NAME [--pairs N]`. Progress goes to stderr, one JSON line to stdout:
 * `{ bench, pairs, ratios: { metric: { median, min, max } } }`, each ratio ours/theirs of one interleaved pair. `bench sustained
 * [--minutes N]` has no peer: it prints its figures, and the exit code tells whether it ended well.
 */
import { parseArgs } from "node:util";
import { runHttp } from "./http/http.ts";
import { runIngest } from "./ingest/ingest.ts";
import { runOverhead } from "./overhead/overhead.ts";
import { runRead } from "./read/read.ts";
import { runResume } from "./resume/resume.ts";
import { type Pair, summarize } from "./summary.ts";
import { runSustained } from "./sustained/sustained.ts";
import { runWebhooks } from "./webhooks/webhooks.ts";

type Run = (pairs: number, progress: (line: string) => void) => Promise<readonly Pair[]>;

const BENCHES: Readonly<Record<string, Run>> = {
  overhead: runOverhead,
  "overhead-files": (pairs, progress) => runOverhead(pairs, progress, "file"),
  read: runRead,
  resume: runResume,
  "resume-500": (pairs, progress) => runResume(pairs, progress, 500),
  ingest: runIngest,
  http: runHttp,
  webhooks: runWebhooks,
};

const { values, positionals } = parseArgs({
  args: process.argv.slice(2).filter((arg) => arg !== "--"),
  options: { pairs: { type: "string" }, minutes: { type: "string" } },
  allowPositionals: true,
});
const name = positionals[0];
const run = Object.entries(BENCHES).find(([key]) => key === name)?.[1];
const pairs = Number(values.pairs ?? 7);
const minutes = Number(values.minutes ?? 10);
if (name === "sustained" && minutes > 0) {
  const { figures, isSound } = await runSustained(minutes, (line) => console.error(line));
  console.log(JSON.stringify({ bench: name, ...figures }));
  process.exitCode = isSound ? 0 : 1;
} else if (run === undefined || !Number.isInteger(pairs) || pairs < 1) {
  console.error(
    `usage: bench NAME [--pairs N], with NAME one of: ${Object.keys(BENCHES).join(", ")}; or sustained [--minutes N]`,
  );
  process.exitCode = 2;
} else {
  const measured = await run(pairs, (line) => console.error(line));
  console.log(JSON.stringify({ bench: name, pairs, ...summarize(measured) }));
}
