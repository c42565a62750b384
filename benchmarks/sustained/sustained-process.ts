/**
 * Keeps an inbox with its projection busy, everything as by default and on disk: first as fast as it goes, then at 80 % of
 * that. `[directory, minutes]` as arguments; one message for each sample, the last is the result.
 */
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { InboxIngestion, SqliteInboxLog, SqliteStorage } from "@polyphone/core";
import { messageAt } from "../ingest/message-load.ts";
import { percentile } from "./percentile.ts";

/** What is seen of the process at some moment. */
export interface Sample {
  /** Messages handed in so far. */
  readonly messages: number;
  /** Of them, not stored yet. */
  readonly depth: number;
  readonly heapMiB: number;
  /** Resident memory that no file stands behind. */
  readonly anonymousMiB: number;
}

/** What the run came to. */
export interface Sustained {
  /** Messages per second, acknowledged and stored, as fast as it goes. */
  readonly rate: number;
  readonly messages: number;
  /** Messages that were not stored when the queue was given up. */
  readonly finalDepth: number;
  readonly drainMs: number;
  /** From when a message was due, not from when the loop came to it: what holds up the loop counts. */
  readonly ackP99Ms: number;
}

const [directory = "", minutes = ""] = process.argv.slice(2);
const CALLERS = 1000;
/** A small table is quicker than the large one that it becomes. */
const WARM_UP = 3_000_000;
const MEASURED_MS = 45_000;
const SHARE = 0.8;
const SAMPLE_MS = 5000;
/** A queue that is not empty by then has stuck. */
const DRAIN_LIMIT_MS = 60_000;
const DRAIN_LOOK_MS = 10;
const MIB = 1024 * 1024;

let handedIn = 0;
let stored = 0;

const storage = new SqliteStorage({ directory });
await storage.open();
const ingestion = new InboxIngestion({ log: new SqliteInboxLog({ directory }) });
await ingestion.start({
  project: async (tenant, records, position) => {
    await storage.apply(tenant, records, position);
    stored += records.length;
  },
  position: (tenant) => storage.position(tenant),
  sync: () => storage.sync(),
});

const accept = () => {
  const { tenant, record } = messageAt(handedIn++);
  return ingestion.accept(tenant, [record]);
};

/** Milliseconds until all that was handed in is stored, or until the queue is given up. */
async function drained(): Promise<number> {
  const since = performance.now();
  while (stored < handedIn && performance.now() - since < DRAIN_LIMIT_MS) await pause(DRAIN_LOOK_MS);
  return performance.now() - since;
}

/** Stored messages per second, with callers that wait for their acknowledgement alone. A full queue makes them wait. */
async function fastest(): Promise<number> {
  let isOver = false;
  const caller = async () => {
    while (!isOver) await accept();
  };
  const callers = Array.from({ length: CALLERS }, caller);
  while (stored < WARM_UP) await pause(100);
  const [before, since] = [stored, performance.now()];
  await pause(MEASURED_MS);
  const rate = ((stored - before) / (performance.now() - since)) * 1000;
  isOver = true;
  await Promise.all(callers);
  await drained();
  return rate;
}

function sample(): Sample {
  global.gc?.();
  const status = readFileSync("/proc/self/status", "utf8");
  const anonymousKiB = Number(/RssAnon:\s+(\d+)/.exec(status)?.[1]);
  const { heapUsed } = process.memoryUsage();
  return { messages: handedIn, depth: handedIn - stored, heapMiB: heapUsed / MIB, anonymousMiB: anonymousKiB / 1024 };
}

/** Hands messages in at a steady rate, whether or not the ones before are acknowledged. Resolves with the waits, by whole milliseconds. */
async function steady(rate: number, milliseconds: number): Promise<ReadonlyMap<number, number>> {
  const waits = new Map<number, number>();
  const open = new Set<Promise<void>>();
  const call = async (dueAt: number) => {
    await accept();
    const wait = Math.ceil(performance.now() - dueAt);
    waits.set(wait, (waits.get(wait) ?? 0) + 1);
  };
  const [startedAt, first] = [performance.now(), handedIn];
  let sampledAt = startedAt;
  for (let now = 0; now < milliseconds; now = performance.now() - startedAt) {
    while (handedIn - first < (now / 1000) * rate) {
      const called: Promise<void> = call(startedAt + ((handedIn - first) / rate) * 1000).finally(() =>
        open.delete(called),
      );
      open.add(called);
    }
    if (performance.now() - sampledAt > SAMPLE_MS) {
      sampledAt = performance.now();
      process.send?.(sample());
    }
    await pause(1);
  }
  await Promise.all(open);
  return waits;
}

const rate = await fastest();
process.send?.(sample());
const waits = await steady(rate * SHARE, Number(minutes) * 60_000);
const finalDrainMs = await drained();
const result: Sustained = {
  rate,
  messages: handedIn,
  finalDepth: handedIn - stored,
  drainMs: finalDrainMs,
  ackP99Ms: percentile(waits, 0.99),
};
await ingestion.stop();
await storage.close();
process.send?.(result, () => process.exit());
