/**
 * What `TenantManager` costs over bare Baileys sockets, on the same simulator, with equally many paired accounts, in turns.
 * Metrics, each ours/raw: `cpuPerReceived` and `cpuPerSent` (CPU of the whole process for each message, receipts and
 * durable storage included), `heapPerSession` (heap in use after garbage collection, for each idle session), `openMs`
 * (from the call to the open connection, already paired).
 */
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Figures, median, type Pair } from "../summary.ts";
import { SubjectProcess, startProcess } from "./process-client.ts";
import type { SubjectOptions } from "./subject.ts";

const SESSIONS = 100;
const TALKING = 10;
const MESSAGES = 600;
const WARM_UP = 60;
const OPENINGS = 15;

const tenants = Array.from({ length: SESSIONS }, (_, index) => `bench-${index}`);
const contacts = tenants.slice(0, TALKING).map((_, index) => String(15_550_300_000 + index));

type Name = "raw" | "ours";

/** Each side has accounts of its own, or what is sent to one would wait for the other. */
const numberOf = (name: Name, index: number) => String((name === "raw" ? 15_550_100_000 : 15_550_200_000) + index);

interface Setting {
  readonly adminUrl: string;
  readonly options: SubjectOptions;
}

/** Measures so many pairs, raw and ours in turns. */
export async function runOverhead(
  pairs: number,
  progress: (line: string) => void,
  store: SubjectOptions["store"] = "sqlite",
): Promise<Pair[]> {
  const directory = await mkdtemp(join(tmpdir(), "polyphone-bench-"));
  const simulator = startProcess("./simulator-process.ts");
  try {
    const [{ adminUrl, ...where }] = await once(simulator, "message");
    const setting: Setting = { adminUrl, options: { ...where, directory, store } };
    progress(`pairing ${SESSIONS} sessions for each side`);
    await pairAll("raw", setting);
    await pairAll("ours", setting);
    const measured: Pair[] = [];
    for (let pair = 1; pair <= pairs; pair += 1) {
      // Who goes first changes from pair to pair, so that a slow spell of the machine hits both.
      const first = pair % 2 === 1 ? "raw" : "ours";
      const a = await measure(first, setting);
      const b = await measure(first === "raw" ? "ours" : "raw", setting);
      const result = first === "raw" ? { theirs: a, ours: b } : { theirs: b, ours: a };
      measured.push(result);
      progress(`pair ${pair} of ${pairs}: ${JSON.stringify(result)}`);
    }
    return measured;
  } finally {
    simulator.kill();
    await rm(directory, { recursive: true, force: true });
  }
}

async function pairAll(name: Name, { adminUrl, options }: Setting): Promise<void> {
  for (const phone of contacts) await post(`${adminUrl}/phones`, { phone });
  const subject = await SubjectProcess.start(name, options);
  for (const [index, tenant] of tenants.entries()) {
    await subject.ask({ do: "pair", tenant, scanUrl: `${adminUrl}/mock-phone/scan-qr?phone=${numberOf(name, index)}` });
  }
  await subject.stop();
}

async function measure(name: Name, { adminUrl, options }: Setting): Promise<Figures> {
  const subject = await SubjectProcess.start(name, options);
  const [first = "", ...others] = tenants;
  // The first session brings what all share; the heap of the other ninety-nine is theirs.
  await subject.ask({ do: "open", tenant: first });
  const openings: number[] = [];
  for (let opening = 0; opening < OPENINGS; opening += 1) {
    await subject.ask({ do: "close", tenant: first });
    openings.push(await subject.ask({ do: "open", tenant: first }));
  }
  const before = await subject.ask({ do: "heap" });
  for (const tenant of others) await subject.ask({ do: "open", tenant });
  const heapPerSession = ((await subject.ask({ do: "heap" })) - before) / others.length;

  await receive(subject, name, adminUrl, WARM_UP);
  const cpuPerReceived = await receive(subject, name, adminUrl, MESSAGES);
  const talk = { do: "send", tenants: tenants.slice(0, TALKING), to: contacts } as const;
  await subject.ask({ ...talk, count: WARM_UP });
  const cpuPerSent = await subject.ask({ ...talk, count: MESSAGES });
  await subject.stop();
  return { cpuPerReceived, cpuPerSent, heapPerSession, openMs: median(openings) };
}

/** Every contact writes to its tenant, ten requests at a time. */
async function receive(subject: SubjectProcess, name: Name, adminUrl: string, count: number): Promise<number> {
  const figure = subject.ask({ do: "receive", count });
  const writer = async (index: number) => {
    for (let sent = 0; sent < count / TALKING; sent += 1) {
      await post(`${adminUrl}/phones/${contacts[index]}/messages`, {
        to: numberOf(name, index),
        text: `message ${sent}`,
      });
    }
  };
  await Promise.all(contacts.map((_, index) => writer(index)));
  return figure;
}

async function post(url: string, body: object): Promise<void> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
}
