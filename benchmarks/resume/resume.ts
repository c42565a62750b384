/**
 * A start with many paired tenants: `TenantManager` resuming them against bare Baileys sockets that are opened with the same
 * number at a time, on the same simulator, in turns. Metrics, each ours/raw: `allOpenVsRaw` (milliseconds from the start
 * until the last one is connected) and `rssPerTenant` (bytes of resident memory that each idle tenant adds to the process).
 */
import { inTurns } from "../clients/in-turns.ts";
import { type Account, pairAll, type Setting, withSimulator } from "../clients/pair-all.ts";
import { type SubjectName, SubjectProcess } from "../clients/process-client.ts";
import type { Figures, Pair } from "../summary.ts";

/** What `TenantManager` does by default. */
const AT_ONCE = 4;
const FIRST_NUMBER: Readonly<Record<SubjectName, number>> = { raw: 15_550_100_000, ours: 15_550_200_000 };

/** Measures so many pairs of starts, raw and ours in turns. */
export async function runResume(pairs: number, progress: (line: string) => void, tenants = 100): Promise<Pair[]> {
  return withSimulator("sqlite", async (setting) => {
    progress(`pairing ${tenants} sessions for each side`);
    for (const name of ["raw", "ours"] as const) await pairAll(name, setting, accountsOf(name, tenants));
    return inTurns(pairs, progress, (name) => measure(name, setting, tenants));
  });
}

const accountsOf = (name: SubjectName, count: number): readonly Account[] =>
  Array.from({ length: count }, (_, index) => ({
    tenant: `bench-${index}`,
    number: String(FIRST_NUMBER[name] + index),
  }));

async function measure(name: SubjectName, { options }: Setting, count: number): Promise<Figures> {
  const subject = await SubjectProcess.start(name, { ...options, resumeConcurrency: AT_ONCE });
  const base = await subject.ask({ do: "rss" });
  const tenants = accountsOf(name, count).map(({ tenant }) => tenant);
  const allOpenVsRaw = await subject.ask({ do: "resume", tenants });
  const rssPerTenant = ((await subject.ask({ do: "rss" })) - base) / count;
  await subject.stop();
  return { allOpenVsRaw, rssPerTenant };
}
