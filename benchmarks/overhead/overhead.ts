/**
 * What `TenantManager` costs over bare Baileys sockets, on the same simulator, with equally many paired accounts, in turns.
 * Metrics, each ours/raw: `cpuPerReceived` and `cpuPerSent` (CPU of the whole process for each message, receipts and
 * durable storage included), `heapPerSession` (heap in use after garbage collection, for each idle session), `openMs`
 * (from the call to the open connection, already paired).
 */

import { inTurns } from "../clients/in-turns.ts";
import { pairAll, post, type Setting, withSimulator } from "../clients/pair-all.ts";
import { type SubjectName, SubjectProcess } from "../clients/process-client.ts";
import type { SubjectOptions } from "../clients/subject.ts";
import { type Figures, median, type Pair } from "../summary.ts";

const SESSIONS = 100;
const TALKING = 10;
const MESSAGES = 600;
const WARM_UP = 60;
const OPENINGS = 15;

const tenants = Array.from({ length: SESSIONS }, (_, index) => `bench-${index}`);
const contacts = tenants.slice(0, TALKING).map((_, index) => String(15_550_300_000 + index));

/** Each side has accounts of its own, or what is sent to one would wait for the other. */
const numberOf = (name: SubjectName, index: number) =>
  String((name === "raw" ? 15_550_100_000 : 15_550_200_000) + index);

/** Measures so many pairs, raw and ours in turns. */
export async function runOverhead(
  pairs: number,
  progress: (line: string) => void,
  store: SubjectOptions["store"] = "sqlite",
): Promise<Pair[]> {
  return withSimulator(store, async (setting) => {
    progress(`pairing ${SESSIONS} sessions for each side`);
    for (const phone of contacts) await post(`${setting.adminUrl}/phones`, { phone });
    for (const name of ["raw", "ours"] as const) await pairAll(name, setting, accountsOf(name));
    return inTurns(pairs, progress, (name) => measure(name, setting));
  });
}

const accountsOf = (name: SubjectName) => tenants.map((tenant, index) => ({ tenant, number: numberOf(name, index) }));

async function measure(name: SubjectName, { adminUrl, options }: Setting): Promise<Figures> {
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
async function receive(subject: SubjectProcess, name: SubjectName, adminUrl: string, count: number): Promise<number> {
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
