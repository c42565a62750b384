/**
 * `crash --kills N` kills the example server again and again while a local WhatsApp writes to its tenants; `crash --faults`
 * lets its storage fail; `crash --pairing N` kills it N times at each of three moments while tenants pair; `crash --drops N` takes the connection of each of twenty tenants away N times, then that of all, then the
 * network. `--file-auth` or `--sqlite-auth` keep to one credential store, `--seed S` repeats a run, and
 * `--forgetful` breaks the server on purpose, so that losses must be found. Progress goes to stderr; the last line of stdout is one
 * JSON object. The exit code is 0 only when nothing was lost, doubled or mixed, and enough was delivered to say so.
 */
import { randomInt } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { figures, isClean, type Outcome, together } from "./outcome.ts";
import { runFaults } from "./run-faults.ts";
import { runKills } from "./run-kills.ts";
import { runNetwork } from "./run-network.ts";
import type { RunOptions } from "./run-options.ts";
import { runPairingKills } from "./run-pairing-kills.ts";
import type { AuthStoreName } from "./server-process.ts";

const USAGE =
  "usage: crash (--kills N [--forgetful] | --faults | --drops N | --pairing N) [--seed S] [--file-auth | --sqlite-auth]\n";
const SEEDS = 2 ** 31;
const SHOWN = 20;
/** A connection that lasted ten seconds counts as sound: its loss is met without a long wait. */
const NETWORK = { tenants: 20, lastsMs: { min: 9_000, max: 12_000 }, outageMs: 60_000, goesSilent: true };

const { values } = parseArgs({
  args: process.argv.slice(2).filter((arg) => arg !== "--"),
  options: {
    kills: { type: "string" },
    forgetful: { type: "boolean", default: false },
    faults: { type: "boolean", default: false },
    drops: { type: "string" },
    pairing: { type: "string" },
    seed: { type: "string" },
    "file-auth": { type: "boolean", default: false },
    "sqlite-auth": { type: "boolean", default: false },
  },
});
const kills = Number(values.kills ?? 0);
const drops = Number(values.drops ?? 0);
const pairing = Number(values.pairing ?? 0);
const seed = Number(values.seed ?? randomInt(SEEDS));
const isBoth = values["file-auth"] === values["sqlite-auth"];
const stores: readonly AuthStoreName[] = isBoth ? ["file", "sqlite"] : [values["file-auth"] ? "file" : "sqlite"];

const progress = (line: string) => void process.stderr.write(`${line}\n`);

/** Both stores share the kills; the first takes the odd one. */
const shareOf = (store: AuthStoreName, count: number) =>
  Math.floor((count + stores.length - 1 - stores.indexOf(store)) / stores.length);

async function run(options: RunOptions): Promise<Outcome> {
  if (values.faults) return runFaults(options);
  if (drops > 0) return runNetwork({ ...options, ...NETWORK, drops });
  return runKills({ ...options, kills: shareOf(options.authStore, kills), isForgetful: values.forgetful });
}

async function runAndTell(authStore: AuthStoreName): Promise<Outcome> {
  const directory = await mkdtemp(join(tmpdir(), "polyphone-crash-"));
  const outcome = await run({ authStore, seed, directory, progress });
  if (isClean(outcome)) await rm(directory, { recursive: true });
  else progress(`${authStore}: something is wrong; data and logs are in ${directory}`);
  for (const [name, entries] of Object.entries(outcome.findings)) {
    if (entries.length > 0) progress(`${authStore}: ${name}: ${entries.slice(0, SHOWN).join(", ")}`);
  }
  return outcome;
}

/** Exits well only when nobody was left half paired, and both ends were met. */
async function tellPairingKills(): Promise<void> {
  const total = { kills: 0, paired: 0, unpaired: 0, half: 0 };
  for (const authStore of stores.filter((store) => shareOf(store, pairing) > 0)) {
    const directory = await mkdtemp(join(tmpdir(), "polyphone-crash-"));
    const outcome = await runPairingKills({ authStore, seed, directory, progress, kills: shareOf(authStore, pairing) });
    for (const what of outcome.half) progress(`${authStore}: ${what}: see ${directory}`);
    if (outcome.half.length === 0) await rm(directory, { recursive: true });
    total.kills += outcome.kills;
    total.paired += outcome.paired;
    total.unpaired += outcome.unpaired;
    total.half += outcome.half.length;
  }
  process.stdout.write(`${JSON.stringify({ pairing, seed, ...total })}\n`);
  process.exitCode = total.half === 0 && total.paired > 0 && total.unpaired > 0 ? 0 : 1;
}

const modes = [kills > 0, values.faults, drops > 0, pairing > 0].filter(Boolean).length;
const isUsable =
  [seed, kills, drops, pairing].every(Number.isInteger) && Math.min(kills, drops, pairing) >= 0 && modes === 1;
if (!isUsable) {
  process.stderr.write(USAGE);
  process.exitCode = 2;
} else if (pairing > 0) {
  progress(`seed ${seed}`);
  await tellPairingKills();
} else {
  progress(`seed ${seed}`);
  const outcomes: Outcome[] = [];
  for (const store of stores) if (kills === 0 || shareOf(store, kills) > 0) outcomes.push(await runAndTell(store));
  const outcome = outcomes.reduce(together);
  const faults = { faults: outcome.rounds, failedCalls: outcome.failedCalls };
  const what = values.faults ? faults : kills > 0 ? { kills } : { drops };
  process.stdout.write(`${JSON.stringify({ ...what, seed, ...figures(outcome) })}\n`);
  process.exitCode = isClean(outcome) ? 0 : 1;
}
