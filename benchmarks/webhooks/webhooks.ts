/**
 * Deliveries of messages that wait on disk, to receivers that answer at once, 100 under way: against undici's pool without
 * anything kept or signed (`durableVsPool`), against the pool when it makes the same requests, signature included
 * (`durableVsSignedPool`), and against the global fetch (`durableVsFetch`), in deliveries a second. The same with
 * messages that are stored meanwhile (`storedAndDeliveredVsPool`: it says what a whole machine does, for the storage takes a core
 * of its own). And what dead endpoints do to the others: the 99th percentile from a message to its delivery beside ten dead ones,
 * with work waiting for them, against the same without (`othersP99WithDeadEndpoint`, in milliseconds).
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Pair } from "../summary.ts";
import { othersP99 } from "./beside-dead.ts";
import { durableRate, fetchRate, poolRate, signedPoolRate, storedAndDeliveredRate } from "./rates.ts";
import { type Receivers, startReceivers } from "./receiver.ts";

const MEASURES = ["durable", "stored", "pool", "signed", "fetch", "dead", "alive"] as const;
type Measure = (typeof MEASURES)[number];

export async function runWebhooks(pairs: number, progress: (line: string) => void): Promise<readonly Pair[]> {
  const receivers = await startReceivers();
  try {
    // The first of everything pays for compilation.
    await figures(receivers, 0);
    const measured: Pair[] = [];
    for (let pair = 1; pair <= pairs; pair += 1) {
      const { durable, stored, pool, signed, fetch, dead, alive } = await figures(receivers, pair);
      measured.push({
        ours: {
          durableVsPool: durable,
          durableVsSignedPool: durable,
          durableVsFetch: durable,
          storedAndDeliveredVsPool: stored,
          othersP99WithDeadEndpoint: dead,
        },
        theirs: {
          durableVsPool: pool,
          durableVsSignedPool: signed,
          durableVsFetch: fetch,
          storedAndDeliveredVsPool: pool,
          othersP99WithDeadEndpoint: alive,
        },
      });
      progress(`pair ${pair} of ${pairs}: ${JSON.stringify(measured.at(-1))}`);
    }
    return measured;
  } finally {
    receivers.stop();
  }
}

/** All measures once; who goes first takes turns. */
async function figures(receivers: Receivers, pair: number): Promise<Record<Measure, number>> {
  const found = new Map<Measure, number>();
  for (const measure of pair % 2 === 0 ? MEASURES : [...MEASURES].reverse()) {
    found.set(measure, await inDirectory((directory) => run(measure, receivers, directory)));
  }
  return Object.fromEntries(found) as Record<Measure, number>;
}

function run(measure: Measure, receivers: Receivers, directory: string): Promise<number> {
  switch (measure) {
    case "durable":
      return durableRate(directory, receivers.taking);
    case "stored":
      return storedAndDeliveredRate(directory, receivers.taking);
    case "pool":
      return poolRate(receivers.taking);
    case "signed":
      return signedPoolRate(receivers.taking);
    case "fetch":
      return fetchRate(receivers.taking);
    default:
      return othersP99(directory, receivers, measure === "dead");
  }
}

async function inDirectory(work: (directory: string) => Promise<number>): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), "polyphone-webhooks-"));
  try {
    return await work(directory);
  } finally {
    await rm(directory, { recursive: true });
  }
}
