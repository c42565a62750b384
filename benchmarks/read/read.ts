/**
 * What a page costs in a large database, and over SQLite itself. A million messages of 1,000 tenants against ten thousand
 * of 10: every tenant has the same chats, so all pages are equally full, and only the size of the file differs. Metrics:
 * `millionVsTenThousand` (median microseconds for a page, large/small: the mean over the first page of a chat, one from its
 * middle and the first of the conversations; each of them apart, too), `pageVsBare` (pages of messages in a second of CPU,
 * ours/bare, where bare is better-sqlite3 running the very same queries on the same file, with rows as it makes them by default) and
 * `conversationsVsBare`.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SqliteStorage } from "@polyphone/core";
import { median, type Pair } from "../summary.ts";
import { BarePages } from "./bare-pages.ts";
import { type Built, buildDatabase, MESSAGES_PER_TENANT } from "./build-database.ts";
import { type Ask, ask, byKind, KINDS, type Kind, pageRequests } from "./page-requests.ts";

const LARGE_TENANTS = 1000;
const SMALL_TENANTS = 10;
const REQUESTS = 1000;
/** Pages that one side reads before it is another's turn: so few that a slow spell of the machine hits all of them. */
const TURN = 50;

/** Reads one page of a kind. */
type Side = (kind: Kind, index: number) => unknown;

const SIDES = ["small", "large", "bare"] as const;
type BySide<Value> = Readonly<Record<(typeof SIDES)[number], Value>>;

/** What the pages of one kind cost, in microseconds. */
interface Cost {
  readonly latencies: number[];
  cpu: number;
}

/** Measures so many pairs, all sides in turns. */
export async function runRead(pairs: number, progress: (line: string) => void): Promise<Pair[]> {
  const root = await mkdtemp(join(tmpdir(), "polyphone-bench-"));
  const closing: (() => Promise<void> | void)[] = [];
  try {
    const sides = await openSides(root, closing, progress);
    await measure(sides, 0);
    const measured: Pair[] = [];
    for (let pair = 1; pair <= pairs; pair += 1) {
      const figures = figuresOf(await measure(sides, pair));
      measured.push(figures);
      progress(`pair ${pair} of ${pairs}: ${JSON.stringify(figures)}`);
    }
    return measured;
  } finally {
    for (const close of closing) await close();
    await rm(root, { recursive: true, force: true });
  }
}

async function openSides(
  root: string,
  closing: (() => Promise<void> | void)[],
  progress: (line: string) => void,
): Promise<BySide<Side>> {
  const open = async (tenants: number) => {
    const built = await build(join(root, String(tenants)), tenants, progress);
    const storage = new SqliteStorage(built);
    await storage.open();
    closing.push(() => storage.close());
    return { storage, directory: built.directory, asks: await pageRequests(storage, built, REQUESTS) };
  };
  const [small, large] = [await open(SMALL_TENANTS), await open(LARGE_TENANTS)];
  const bare = await byKind(async (kind) => {
    const pages = await BarePages.of(large.storage, large.directory, large.asks[kind]);
    closing.push(() => pages.close());
    pages.assertPlans();
    return pages;
  });
  return {
    small: ours(small.storage, small.asks),
    large: ours(large.storage, large.asks),
    bare: (kind, index) => bare[kind].run(index),
  };
}

async function build(directory: string, tenants: number, progress: (line: string) => void): Promise<Built> {
  const start = performance.now();
  const built = await buildDatabase(directory, tenants);
  const seconds = Math.round((performance.now() - start) / 1000);
  progress(`${tenants * MESSAGES_PER_TENANT} messages of ${tenants} tenants, stored in ${seconds} s`);
  return built;
}

const ours =
  (storage: SqliteStorage, asks: Readonly<Record<Kind, readonly Ask[]>>): Side =>
  (kind, index) => {
    const asked = asks[kind][index];
    return asked === undefined ? undefined : ask(storage, asked);
  };

/** Reads all pages of all sides. Who goes first changes from turn to turn and from pair to pair. */
async function measure(sides: BySide<Side>, pair: number): Promise<BySide<Record<Kind, Cost>>> {
  const free = (): Cost => ({ latencies: [], cpu: 0 });
  const freeOfAll = () => ({ first: free(), middle: free(), conversations: free() });
  const costs = { small: freeOfAll(), large: freeOfAll(), bare: freeOfAll() };
  for (const kind of KINDS) {
    for (let from = 0; from < REQUESTS; from += TURN) {
      const isForward = (from / TURN + pair) % 2 === 0;
      for (const side of isForward ? SIDES : [...SIDES].reverse()) {
        await takeTurn((index) => sides[side](kind, index), from, costs[side][kind]);
      }
    }
  }
  return costs;
}

async function takeTurn(read: (index: number) => unknown, from: number, cost: Cost): Promise<void> {
  const before = process.cpuUsage();
  for (let index = from; index < from + TURN; index += 1) {
    const start = performance.now();
    await read(index);
    cost.latencies.push((performance.now() - start) * 1000);
  }
  const { user, system } = process.cpuUsage(before);
  cost.cpu += user + system;
}

function figuresOf({ small, large, bare }: BySide<Record<Kind, Cost>>): Pair {
  const latencies = (costs: Record<Kind, Cost>) => {
    const first = median(costs.first.latencies);
    const middle = median(costs.middle.latencies);
    const conversations = median(costs.conversations.latencies);
    return {
      millionVsTenThousand: (first + middle + conversations) / 3,
      firstMillionVsTenThousand: first,
      middleMillionVsTenThousand: middle,
      conversationsMillionVsTenThousand: conversations,
    };
  };
  const throughputs = ({ first, middle, conversations }: Record<Kind, Cost>) => ({
    pageVsBare: (2 * REQUESTS * 1_000_000) / (first.cpu + middle.cpu),
    conversationsVsBare: (REQUESTS * 1_000_000) / conversations.cpu,
  });
  return {
    ours: { ...latencies(large), ...throughputs(large) },
    theirs: { ...latencies(small), ...throughputs(bare) },
  };
}
