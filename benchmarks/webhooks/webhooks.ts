/**
 * Deliveries of messages that wait on disk, to receivers that answer at once, 100 under way: against undici's pool without
 * anything kept or signed (`durableVsPool`), against the pool when it makes the same requests, signature included
 * (`durableVsSignedPool`), and against the global fetch (`durableVsFetch`), in deliveries a second. What one costs, in microseconds of
 * CPU of all threads, against the same three (`cpuVsPool`, `cpuVsSignedPool`, `cpuVsFetch`), and what it costs the receivers
 * (`receiverCpuVsSignedPool`): where there are two cores and nothing else to do, no more deliveries come out of a second than two
 * seconds of CPU hold. The same with messages that are stored meanwhile (`storedAndDeliveredVsPool`: it says what a whole machine does,
 * for the storage takes a core of its own). And what dead endpoints do to the others: the 99th percentile from a message to its delivery
 * beside ten dead ones, with work waiting for them, against the same without (`othersP99WithDeadEndpoint`, in milliseconds).
 */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Pair } from "../summary.ts";
import { othersP99 } from "./beside-dead.ts";
import type { CostName } from "./costs.ts";
import { inDirectory } from "./in-directory.ts";
import type { Cost } from "./meter.ts";
import { type Receivers, startReceivers } from "./receiver.ts";

const PROCESS = fileURLToPath(new URL("./measure-process.ts", import.meta.url));
const COSTS = ["durable", "stored", "pool", "signed", "fetch"] as const satisfies readonly CostName[];
const DEATHS = ["dead", "alive"] as const;

export async function runWebhooks(pairs: number, progress: (line: string) => void): Promise<readonly Pair[]> {
  const receivers = await startReceivers();
  try {
    // The first pays for compilation.
    await deaths(receivers, false);
    const all: Pair[] = [];
    for (let pair = 1; pair <= pairs; pair += 1) {
      all.push(await measured(receivers, pair));
      progress(`pair ${pair} of ${pairs}: ${JSON.stringify(all.at(-1))}`);
    }
    return all;
  } finally {
    receivers.stop();
  }
}

/** All measures once; who goes first takes turns. */
async function measured(receivers: Receivers, pair: number): Promise<Pair> {
  const isForward = pair % 2 === 0;
  const { durable: ours, stored, pool: bare, signed, fetch: fetched } = await inTurn(COSTS, isForward, costOf);
  const { dead, alive } = await deaths(receivers, isForward);
  return {
    ours: {
      durableVsPool: ours.rate,
      durableVsSignedPool: ours.rate,
      durableVsFetch: ours.rate,
      cpuVsPool: ours.cpu,
      cpuVsSignedPool: ours.cpu,
      cpuVsFetch: ours.cpu,
      receiverCpuVsSignedPool: ours.receiverCpu,
      storedAndDeliveredVsPool: stored.rate,
      othersP99WithDeadEndpoint: dead,
    },
    theirs: {
      durableVsPool: bare.rate,
      durableVsSignedPool: signed.rate,
      durableVsFetch: fetched.rate,
      cpuVsPool: bare.cpu,
      cpuVsSignedPool: signed.cpu,
      cpuVsFetch: fetched.cpu,
      receiverCpuVsSignedPool: signed.receiverCpu,
      storedAndDeliveredVsPool: bare.rate,
      othersP99WithDeadEndpoint: alive,
    },
  };
}

const deaths = (receivers: Receivers, isForward: boolean) =>
  inTurn(DEATHS, isForward, (name) => inDirectory((directory) => othersP99(directory, receivers, name === "dead")));

/** What one delivery takes, measured in a process of its own. */
async function costOf(name: CostName): Promise<Cost> {
  const child = fork(PROCESS, [name], { execArgv: ["--import", "tsx"], stdio: ["ignore", "ignore", "inherit", "ipc"] });
  return new Promise((resolve, reject) => {
    let cost: Cost | undefined;
    child.once("message", (message) => {
      cost = message as Cost;
      child.disconnect();
    });
    child.once("exit", (code) => {
      if (cost !== undefined && code === 0) resolve(cost);
      else reject(new Error(`${name} ended with ${code}`));
    });
  });
}

/** The results of all measures, one after the other. */
async function inTurn<Name extends string, Result>(
  names: readonly Name[],
  isForward: boolean,
  measure: (name: Name) => Promise<Result>,
): Promise<Record<Name, Result>> {
  const results: [Name, Result][] = [];
  for (const name of isForward ? names : names.toReversed()) results.push([name, await measure(name)]);
  return Object.fromEntries(results) as Record<Name, Result>;
}
