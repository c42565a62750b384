import { readFileSync } from "node:fs";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { encodeRecord, type Ingestion, SqliteInboxLog } from "@polyphone/core";
import type { Figures } from "../summary.ts";
import { BareFile } from "./bare-file.ts";
import { messageAt } from "./message-load.ts";
import { PlainSchema } from "./plain-schema.ts";
import { start, type Way } from "./subjects.ts";

/** Messages that are there before anything is measured. */
const PRELOADED = 100_000;
const BURST = 60_000;
const WARM_UP = 10_000;
/** One for each tenant: somebody writes to everybody. */
const CALLERS = 1000;
const LOG_ENTRIES = 60_000;
const PACE_PER_SECOND = 5000;
const PACED_MS = 5000;
const BACKLOG = 50_000;
/** The setting's default, and the same for the peer. */
const BATCH = 100;
/** For bursts, where the queue is deep. */
const BURST_BATCH = 1000;
const PRELOAD_BATCH = 1000;

const seconds = (sinceMs: number) => (performance.now() - sinceMs) / 1000;
const written = () => Number(/write_bytes: (\d+)/.exec(readFileSync("/proc/self/io", "utf8"))?.[1]);
const range = (first: number, count: number) => Array.from({ length: count }, (_, index) => messageAt(first + index));

/** Calls in turns by so many callers, each waiting for its own answer before it comes again. */
async function inTurns(callers: number, count: number, call: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const caller = async () => {
    while (next < count) await call(next++);
  };
  await Promise.all(Array.from({ length: callers }, caller));
}

const acceptOne = (ingestion: Ingestion, index: number) => {
  const { tenant, record } = messageAt(PRELOADED + index);
  return ingestion.accept(tenant, [record]);
};

/** Fills a directory for both ways of ours. */
export async function preload(directory: string): Promise<Figures> {
  const { storage, stop } = await start("direct", directory, BATCH);
  for (let first = 0; first < PRELOADED; first += PRELOAD_BATCH) {
    await Promise.all(range(first, PRELOAD_BATCH).map(({ tenant, record }) => storage.apply(tenant, [record])));
  }
  await stop();
  return {};
}

/** Acknowledged messages per second, with everything behind the acknowledgement running. */
export async function acked(way: Way, directory: string): Promise<Figures> {
  const { ingestion, stop } = await start(way, directory, BURST_BATCH);
  await inTurns(CALLERS, WARM_UP, (index) => acceptOne(ingestion, index));
  const startedAt = performance.now();
  await inTurns(CALLERS, BURST, (index) => acceptOne(ingestion, WARM_UP + index));
  const ackedVsDirect = BURST / seconds(startedAt);
  await stop();
  return { ackedVsDirect };
}

/** Records per second into a log alone, encoding included. */
export async function logged(side: "inbox" | "file", directory: string): Promise<Figures> {
  const encoded = (index: number) => {
    const { tenant, record } = messageAt(index);
    return encodeRecord(tenant, record);
  };
  const log = side === "inbox" ? new SqliteInboxLog({ directory }) : undefined;
  await log?.open();
  const file = new BareFile(join(directory, "bare.log"));
  const append = (index: number) => (log === undefined ? file.append(encoded(index)) : log.append([encoded(index)]));
  await inTurns(CALLERS, LOG_ENTRIES / 2, append);
  const startedAt = performance.now();
  await inTurns(CALLERS, LOG_ENTRIES, append);
  const inboxVsFile = LOG_ENTRIES / seconds(startedAt);
  await log?.close();
  file.close();
  return { inboxVsFile };
}

/** How long acknowledgements take, and the event loop is held up, at a steady rate. */
export async function paced(way: Way, directory: string): Promise<Figures> {
  const { ingestion, stop } = await start(way, directory, BATCH);
  const waits: number[] = [];
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const calls: Promise<void>[] = [];
  const call = async () => {
    const calledAt = performance.now();
    await acceptOne(ingestion, calls.length);
    waits.push(performance.now() - calledAt);
  };
  const startedAt = performance.now();
  delay.enable();
  for (let now = 0; now < PACED_MS; now = performance.now() - startedAt) {
    while (calls.length < (now / 1000) * PACE_PER_SECOND) calls.push(call());
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(calls);
  delay.disable();
  await stop();
  const sorted = waits.sort((a, b) => a - b);
  const ackP99VsDirect = sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN;
  return { ackP99VsDirect, eventLoopP99Ms: delay.percentile(99) / 1e6 };
}

/** Rows per second and bytes written for each, out of a full inbox into tables that hold rows already. */
export async function projected(directory: string): Promise<Figures> {
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const { ingestion, stop } = await start("inbox", directory, BATCH, gate);
  await inTurns(CALLERS, BACKLOG, (index) => acceptOne(ingestion, index));
  const [before, startedAt] = [written(), performance.now()];
  open();
  await stop();
  return { projectorVsPlain: BACKLOG / seconds(startedAt), bytesPerRowVsPlain: (written() - before) / BACKLOG };
}

/** The same rows into the plain schema. */
export async function plain(directory: string): Promise<Figures> {
  const schema = new PlainSchema(directory);
  const apply = (first: number, count: number, batch: number) => {
    for (let at = 0; at < count; at += batch) schema.apply(range(first + at, batch));
  };
  apply(0, PRELOADED, PRELOAD_BATCH);
  const [before, startedAt] = [written(), performance.now()];
  apply(PRELOADED, BACKLOG, BATCH);
  const elapsed = seconds(startedAt);
  schema.close();
  return { projectorVsPlain: BACKLOG / elapsed, bytesPerRowVsPlain: (written() - before) / BACKLOG };
}
