import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { WhatsAppSimulator } from "@polyphone/simulator";
import { isOnline, type Tenant } from "./cast.ts";
import { Random } from "./random.ts";
import type { RunOptions } from "./run-options.ts";
import { ServerProcess } from "./server-process.ts";
import { TenantApi } from "./tenant-api.ts";
import { waitUntil } from "./wait-until.ts";

/** When the server is killed while tenants pair. */
const MOMENTS = {
  /** Between the scan and the signature, when the credentials change. */
  pairing: { sign: "scan", maxMs: 150 },
  /** When the first pre-keys have just reached WhatsApp, and the credentials that count them are perhaps not on disk. */
  upload: { sign: "upload", maxMs: 20 },
  /** Anywhere until the session is open: between any change of the credentials and its write. */
  anywhere: { sign: "scan", maxMs: 1_200 },
} as const;

type Moment = keyof typeof MOMENTS;

/** What a run of kills during pairing came to. */
export interface PairingOutcome {
  readonly kills: number;
  /** Tenants that were paired after the kill, as the device that the phone knows. */
  readonly paired: number;
  /** Tenants that had to scan anew, and could. */
  readonly unpaired: number;
  /** What was neither: tenant, round and moment, with what was wrong. */
  readonly half: readonly string[];
}

/** So many pair at the same time, each a little later than the one before. */
const TENANTS = 3;
const STAGGER_MS = 60;
/** After so many rounds, a new directory: old tenants make a start slow. */
const ROUNDS_A_DIRECTORY = 8;
const SETTLED_TIMEOUT_MS = 30_000;
const LOOK_MS = 1;
/** Writes to everybody. */
const AUTHOR = "15550399999";

/** Kills the server N times at each moment of a pairing, and looks what became of those who were pairing. */
export async function runPairingKills(options: RunOptions & { readonly kills: number }): Promise<PairingOutcome> {
  const { authStore, seed, directory, progress, kills } = options;
  const random = new Random(`${seed}/${authStore}/pairing`);
  const moments = Array.from({ length: kills }, () => Object.keys(MOMENTS) as Moment[]).flat();
  const simulator = await WhatsAppSimulator.start();
  const verdicts: Verdict[] = [];
  try {
    for (let first = 0; first < moments.length; first += ROUNDS_A_DIRECTORY) {
      const fresh = join(directory, `from-${first}`);
      await mkdir(fresh, { recursive: true });
      const server = new ServerProcess({ url: simulator.url, simulator, directory: fresh, authStore, env: {} });
      let victims: readonly Victim[] = [];
      for (const moment of [...moments.slice(first, first + ROUNDS_A_DIRECTORY), undefined]) {
        if (!(await server.start())) throw new Error(`the server does not start: see ${fresh}/server.log`);
        verdicts.push(...(await Promise.all(victims.map((victim) => examine(victim, simulator)))));
        if (moment === undefined) break;
        victims = await meet(server, simulator, `${moment} after ${first}`);
        await killAt(moment, server, simulator, random, victims);
      }
      await server.stop();
      const { paired, unpaired, half } = sum(verdicts);
      progress(`${authStore}: ${paired} paired, ${unpaired} unpaired, ${half.length} half`);
    }
    return { kills: moments.length, ...sum(verdicts) };
  } finally {
    await simulator.stop();
  }
}

/** What became of one of them: paired, unpaired, or what is wrong. */
type Verdict = "paired" | "unpaired" | { readonly wrong: string };

const sum = (verdicts: readonly Verdict[]): Omit<PairingOutcome, "kills"> => ({
  paired: verdicts.filter((verdict) => verdict === "paired").length,
  unpaired: verdicts.filter((verdict) => verdict === "unpaired").length,
  half: verdicts.flatMap((verdict) => (typeof verdict === "string" ? [] : [verdict.wrong])),
});

/** Somebody who was pairing when the server died. */
interface Victim extends Tenant {
  /** The round, for the record. */
  readonly round: string;
}

let lastPhone = 15_550_300_000;

/** New tenants, with phones of their own. */
async function meet(server: ServerProcess, simulator: WhatsAppSimulator, round: string): Promise<Victim[]> {
  const victims = Array.from({ length: TENANTS }, (): Victim => {
    lastPhone += 1;
    const id = `tenant-${lastPhone}`;
    return { id, round, phone: simulator.phone(String(lastPhone)), api: new TenantApi(server, id) };
  });
  await Promise.all(victims.map(({ api }) => api.issueToken()));
  return victims;
}

/** Lets the victims scan, one a little after the other, and kills the server at its moment. */
async function killAt(
  moment: Moment,
  server: ServerProcess,
  simulator: WhatsAppSimulator,
  random: Random,
  victims: readonly Victim[],
): Promise<void> {
  const { sign, maxMs } = MOMENTS[moment];
  const codes = await Promise.all(victims.map(({ api }) => api.startSession()));
  const uploads = () => simulator.state().iqs["set encrypt registration"] ?? 0;
  const before = uploads();
  const scans = victims.map(async ({ phone }, index) => {
    await pause(index * STAGGER_MS);
    await phone.scanQr(codes[index] ?? "");
  });
  const scanned = Promise.allSettled(scans);
  if (sign === "upload") while (uploads() === before) await pause(LOOK_MS);
  await pause(random.between(0, maxMs));
  await server.kill();
  await scanned;
}

/** What became of a tenant once the server is up again. */
async function examine(victim: Victim, simulator: WhatsAppSimulator): Promise<Verdict> {
  const { id, round, phone, api } = victim;
  const half = (what: string): Verdict => ({ wrong: `${id} (${round}): ${what}` });
  try {
    const devices = phone.account.companions.size;
    const start = await api.resumedOrQr();
    const wasPaired = start === "connected";
    if (wasPaired && devices !== 1) return half(`connected with ${devices} devices on the phone`);
    if (!wasPaired) await phone.scanQr(start.qr);
    if (!(await waitUntil(() => isOnline(victim), SETTLED_TIMEOUT_MS))) return half("did not come online");
    // Its author takes one of the pre-keys that WhatsApp has: they must be those that the server has.
    const text = `after ${round}, to ${id}`;
    await simulator.contact(AUTHOR).sendText(phone.number, text);
    const isRead = async () => (await api.texts()).includes(text);
    if (!(await waitUntil(isRead, SETTLED_TIMEOUT_MS))) return half("could not read what it was sent");
    return wasPaired ? "paired" : "unpaired";
  } catch (error) {
    return half(error instanceof Error ? error.message : String(error));
  }
}
