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
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Pair } from "../summary.ts";
import { othersP99 } from "./beside-dead.ts";
import { durable, globalFetch, pool, signedPool, storedAndDelivered } from "./costs.ts";
import { type Receivers, startReceivers } from "./receiver.ts";

const COSTS = {
  durable,
  stored: storedAndDelivered,
  pool: (_: string, receivers: Receivers) => pool(receivers),
  signed: (_: string, receivers: Receivers) => signedPool(receivers),
  fetch: (_: string, receivers: Receivers) => globalFetch(receivers),
} as const;
const DEATHS = {
  dead: (directory: string, receivers: Receivers) => othersP99(directory, receivers, true),
  alive: (directory: string, receivers: Receivers) => othersP99(directory, receivers, false),
} as const;

export async function runWebhooks(pairs: number, progress: (line: string) => void): Promise<readonly Pair[]> {
  const receivers = await startReceivers();
  try {
    // The first of everything pays for compilation.
    await measured(receivers, 0);
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
  const costs = await each(COSTS, receivers, isForward);
  const { dead, alive } = await each(DEATHS, receivers, isForward);
  const { durable: ours, stored, pool: bare, signed, fetch: fetched } = costs;
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

type Measure<Result> = (directory: string, receivers: Receivers) => Promise<Result>;

/** The results of all measures, each in a directory of its own. */
async function each<Name extends string, Result>(
  measures: Readonly<Record<Name, Measure<Result>>>,
  receivers: Receivers,
  isForward: boolean,
): Promise<Record<Name, Result>> {
  const entries = Object.entries<Measure<Result>>(measures);
  const results: [string, Result][] = [];
  for (const [name, measure] of isForward ? entries : entries.reverse()) {
    const directory = await mkdtemp(join(tmpdir(), "polyphone-webhooks-"));
    try {
      results.push([name, await measure(directory, receivers)]);
    } finally {
      await rm(directory, { recursive: true });
    }
  }
  return Object.fromEntries(results) as Record<Name, Result>;
}
