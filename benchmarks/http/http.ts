/**
 * What a whole route costs: `GET /message/messages` with a tenant's token verified, the caller counted, the query checked and a
 * page of 50 messages read from SQLite, against (a) bare Express 5, `response.json` of such a page that is in memory already,
 * and (b) the same work by hand on `node:http`, which takes the page as JSON, as the route does. Each subject is a process of its
 * own and the load another. Metrics, ours/theirs: `fullRouteVsBareExpress` and `fullRouteVsNodeHttp` (answers per second), the same
 * per second of the server's CPU (`…PerCpu`), and `p99VsBareExpress`, `p99VsNodeHttp` (milliseconds until the slowest hundredth is answered).
 */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SqliteStorage } from "@polyphone/core";
import { issueToken } from "@polyphone/http";
import { type Built, buildDatabase } from "../read/build-database.ts";
import type { Figures, Pair } from "../summary.ts";
import { KeepAliveLoad, type Load } from "./keep-alive-load.ts";
import { PAGE_PATH, SUBJECTS, type SubjectName } from "./subjects.ts";

const TENANTS = 20;
const CONNECTIONS = 16;
const JWT_SECRET = "a secret of this benchmark, long enough to be one";
const HOUR_MS = 3_600_000;
const WARM_UP_MS = 3_000;
/** So short that a slow spell of the machine hits all subjects. */
const TURN_MS = 500;
const TURNS = 8;

interface Running {
  readonly process: ChildProcess;
  readonly load: KeepAliveLoad;
}
type BySubject<Value> = Readonly<Record<SubjectName, Value>>;

/** What one subject did in all its turns. */
interface Done {
  requests: number;
  seconds: number;
  cpuSeconds: number;
  readonly latenciesMs: number[];
}

/** Measures so many pairs, all subjects in turns. */
export async function runHttp(pairs: number, progress: (line: string) => void): Promise<Pair[]> {
  const root = await mkdtemp(join(tmpdir(), "polyphone-bench-"));
  const running: Running[] = [];
  try {
    const built = await build(join(root, "built"));
    const requests = await requestsOf(built);
    const start = async (name: SubjectName): Promise<Running> => {
      const directory = join(root, name);
      await cp(built.directory, directory, { recursive: true });
      const started = await startSubject(name, directory, built, requests);
      running.push(started);
      await started.load.run(WARM_UP_MS);
      return started;
    };
    const subjects = { full: await start("full"), express: await start("express"), node: await start("node") };
    const measured: Pair[] = [];
    for (let pair = 1; pair <= pairs; pair += 1) {
      measured.push(pairOf(await measure(subjects, pair)));
      progress(`pair ${pair} of ${pairs}: ${JSON.stringify(measured.at(-1))}`);
    }
    return measured;
  } finally {
    for (const { process: subject, load } of running) {
      load.close();
      const gone = once(subject, "exit");
      subject.disconnect();
      await gone;
    }
    await rm(root, { recursive: true, force: true });
  }
}

/** Messages of tenants that are known as such. */
async function build(directory: string): Promise<Built> {
  const built = await buildDatabase(directory, TENANTS);
  const storage = new SqliteStorage(built);
  await storage.open();
  for (const tenant of built.tenants) await storage.tenants.save(tenant, {});
  await storage.close();
  return built;
}

/** One request for each tenant and busy chat. */
async function requestsOf({ tenants, busyChats }: Built): Promise<Buffer[]> {
  const requests: Buffer[] = [];
  for (const tenantId of tenants) {
    const token = await issueToken({ jwtSecret: JWT_SECRET, tenantId, lifetimeMs: HOUR_MS });
    for (const jid of busyChats) {
      const path = `${PAGE_PATH}?jid=${encodeURIComponent(jid)}&limit=50`;
      const head = `GET ${path} HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nAuthorization: Bearer ${token}\r\n\r\n`;
      requests.push(Buffer.from(head));
    }
  }
  return requests;
}

async function startSubject(
  name: SubjectName,
  directory: string,
  { tenants, busyChats }: Built,
  requests: readonly Buffer[],
): Promise<Running> {
  const file = fileURLToPath(new URL("./http-subject-process.ts", import.meta.url));
  const args = [name, directory, JWT_SECRET, String(tenants[0]), String(busyChats[0])];
  const subject = fork(file, args, { execArgv: ["--import", "tsx"], stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const died = once(subject, "exit").then(() => Promise.reject(new Error(`the subject ${name} died at its start`)));
  const [port] = (await Promise.race([once(subject, "message"), died])) as [number];
  // From here on the load notices.
  died.catch(() => undefined);
  return { process: subject, load: await KeepAliveLoad.open({ port, requests }, CONNECTIONS) };
}

async function measure(subjects: BySubject<Running>, pair: number): Promise<BySubject<Done>> {
  const nothing = (): Done => ({ requests: 0, seconds: 0, cpuSeconds: 0, latenciesMs: [] });
  const done = { full: nothing(), express: nothing(), node: nothing() };
  for (let turn = 0; turn < TURNS; turn += 1) {
    const isForward = (turn + pair) % 2 === 0;
    for (const name of isForward ? SUBJECTS : [...SUBJECTS].reverse()) await takeTurn(subjects[name], done[name]);
  }
  return done;
}

async function takeTurn({ process: subject, load }: Running, done: Done): Promise<void> {
  const before = await cpuSecondsOf(subject);
  const { requests, seconds, latenciesMs }: Load = await load.run(TURN_MS);
  done.cpuSeconds += (await cpuSecondsOf(subject)) - before;
  done.requests += requests;
  done.seconds += seconds;
  for (const latency of latenciesMs) done.latenciesMs.push(latency);
}

async function cpuSecondsOf(subject: ChildProcess): Promise<number> {
  subject.send("cpu");
  const [microseconds] = (await once(subject, "message")) as [number];
  return microseconds / 1_000_000;
}

function pairOf({ full, express, node }: BySubject<Done>): Pair {
  const figures = (express: Done, node: Done): Figures => ({
    fullRouteVsBareExpress: express.requests / express.seconds,
    fullRouteVsNodeHttp: node.requests / node.seconds,
    fullRouteVsBareExpressPerCpu: express.requests / express.cpuSeconds,
    fullRouteVsNodeHttpPerCpu: node.requests / node.cpuSeconds,
    p99VsBareExpress: p99(express.latenciesMs),
    p99VsNodeHttp: p99(node.latenciesMs),
  });
  return { ours: figures(full, full), theirs: figures(express, node) };
}

function p99(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.99)] ?? Number.NaN;
}
