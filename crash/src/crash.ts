/**
 * Kills the example server again and again while a local WhatsApp writes to its tenants (`--kills N`), while tenants pair
 * (`--pairing N`, at each of three moments) or while it delivers webhooks (`--webhooks N`); lets its storage fail
 * (`--faults`); takes the connection of each of twenty tenants away N times, then that of all, then the network
 * (`--drops N`). `--file-auth` or `--sqlite-auth` keep to one credential store, `--seed S` repeats a run, and `--forgetful`
 * breaks the server on purpose, so that losses must be found. Progress goes to stderr; the last line of stdout is one JSON
 * object. The exit code is 0 only when nothing was lost, doubled or mixed, and enough was delivered to say so.
 */
import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import type { CrashRun } from "./crash-run.ts";
import { runFaults } from "./run-faults.ts";
import { runKills } from "./run-kills.ts";
import { runNetwork } from "./run-network.ts";
import { shares } from "./stores.ts";
import { tellLoad } from "./tell-load.ts";
import { tellPairingKills } from "./tell-pairing-kills.ts";
import { tellWebhookKills } from "./tell-webhook-kills.ts";

const USAGE =
  "usage: crash (--kills N [--forgetful] | --pairing N | --webhooks N | --faults | --drops N) [--seed S] [--file-auth | --sqlite-auth]\n";
const SEEDS = 2 ** 31;
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
    webhooks: { type: "string" },
    seed: { type: "string" },
    "file-auth": { type: "boolean", default: false },
    "sqlite-auth": { type: "boolean", default: false },
  },
});
const numbers = {
  kills: Number(values.kills ?? 0),
  pairing: Number(values.pairing ?? 0),
  webhooks: Number(values.webhooks ?? 0),
  drops: Number(values.drops ?? 0),
};
const isBoth = values["file-auth"] === values["sqlite-auth"];
const run: CrashRun = {
  stores: isBoth ? ["file", "sqlite"] : [values["file-auth"] ? "file" : "sqlite"],
  seed: Number(values.seed ?? randomInt(SEEDS)),
  progress: (line) => void process.stderr.write(`${line}\n`),
};

/** What is asked for, in the one way that is; `undefined` when it is not exactly one. */
function chosen(): (() => Promise<boolean>) | undefined {
  const { kills, pairing, webhooks, drops } = numbers;
  const isForgetful = values.forgetful;
  const choices = [
    kills > 0 && (() => tellLoad(killRuns(kills, isForgetful), () => ({ kills }), run)),
    pairing > 0 && (() => tellPairingKills(pairing, run)),
    webhooks > 0 && (() => tellWebhookKills(webhooks, run)),
    drops > 0 && (() => tellLoad(dropRuns(drops), () => ({ drops }), run)),
    values.faults && (() => tellLoad(faultRuns(), ({ rounds: faults, failedCalls }) => ({ faults, failedCalls }), run)),
  ].filter((choice) => choice !== false);
  const isUsable = [run.seed, ...Object.values(numbers)].every((number) => Number.isInteger(number) && number >= 0);
  return isUsable && choices.length === 1 ? choices[0] : undefined;
}

type Runs = Parameters<typeof tellLoad>[0];

const killRuns = (kills: number, isForgetful: boolean): Runs =>
  shares(run.stores, kills).map(([store, share]) => [
    store,
    (options) => runKills({ ...options, kills: share, isForgetful }),
  ]);

const dropRuns = (drops: number): Runs =>
  run.stores.map((store) => [store, (options) => runNetwork({ ...options, ...NETWORK, drops })]);

const faultRuns = (): Runs => run.stores.map((store) => [store, runFaults]);

const choice = chosen();
if (choice === undefined) {
  process.stderr.write(USAGE);
  process.exitCode = 2;
} else {
  run.progress(`seed ${run.seed}`);
  process.exitCode = (await choice()) ? 0 : 1;
}
