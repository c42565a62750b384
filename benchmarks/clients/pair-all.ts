import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type SubjectName, SubjectProcess, startProcess } from "./process-client.ts";
import type { SubjectOptions } from "./subject.ts";

/** A local WhatsApp, and where subjects find it and keep their files. */
export interface Setting {
  readonly adminUrl: string;
  readonly options: SubjectOptions;
}

/** A tenant and the phone number that it is paired with. */
export interface Account {
  readonly tenant: string;
  readonly number: string;
}

/** Runs `work` beside a local WhatsApp in a process of its own, with an empty directory. */
export async function withSimulator<Result>(
  store: SubjectOptions["store"],
  work: (setting: Setting) => Promise<Result>,
): Promise<Result> {
  const directory = await mkdtemp(join(tmpdir(), "polyphone-bench-"));
  const simulator = startProcess("./simulator-process.ts");
  try {
    const [{ adminUrl, ...where }] = await once(simulator, "message");
    return await work({ adminUrl, options: { ...where, directory, store } });
  } finally {
    simulator.kill();
    await rm(directory, { recursive: true, force: true });
  }
}

/** Each pairing leaves something of Baileys' behind that makes every step of the process slower (decisions/0010). */
const PAIRED_BY_A_PROCESS = 50;

/** Pairs one side's tenants, one after the other. */
export async function pairAll(
  name: SubjectName,
  { adminUrl, options }: Setting,
  accounts: readonly Account[],
): Promise<void> {
  for (let first = 0; first < accounts.length; first += PAIRED_BY_A_PROCESS) {
    const subject = await SubjectProcess.start(name, options);
    for (const { tenant, number } of accounts.slice(first, first + PAIRED_BY_A_PROCESS)) {
      await subject.ask({ do: "pair", tenant, scanUrl: `${adminUrl}/mock-phone/scan-qr?phone=${number}` });
    }
    await subject.stop();
  }
}

/** Calls the simulator's admin API. */
export async function post(url: string, body: object): Promise<void> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
}
