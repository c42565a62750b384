import { setTimeout as pause } from "node:timers/promises";
import type { Outcome } from "./outcome.ts";
import { Random } from "./random.ts";
import type { RunOptions } from "./run-options.ts";
import { Scene } from "./scene.ts";
import { type StorageFault, storageFaults } from "./storage-faults.ts";
import { waitUntil } from "./wait-until.ts";

const FLOWING = 20;
const FLOW_TIMEOUT_MS = 60_000;
/** Longer than SQLite waits for a lock by itself. */
const LOUD_TIMEOUT_MS = 20_000;
const LASTS_MS = { min: 200, max: 2500 };

/** Lets the storage fail in every way there is, one after the other, under load, and looks for what is missing after each. */
export async function runFaults(options: RunOptions): Promise<Outcome> {
  const { authStore, seed, progress } = options;
  const random = new Random(`${seed}/${authStore}/faults`);
  const scene = await Scene.open({ ...options, isBreakable: true });
  const resumedMs: number[] = [];
  let silent = 0;
  try {
    const faults = storageFaults(scene, random);
    for (const fault of faults) {
      const { isLoud, ms, lost } = await suffer(scene, fault, random.between(LASTS_MS.min, LASTS_MS.max));
      if (!isLoud) silent += 1;
      resumedMs.push(ms);
      const sound = isLoud ? "loud" : "SILENT";
      progress(`${authStore}: ${fault.name}: ${sound}, at rest after ${Math.round(ms)} ms, ${lost} lost so far`);
    }
    return await scene.settle({ rounds: faults.length, silent, resumedMs });
  } finally {
    await scene.close();
  }
}

interface Suffered {
  readonly isLoud: boolean;
  /** Milliseconds from the end of the fault until everything that was sent is in the store. */
  readonly ms: number;
  readonly lost: number;
}

/** One fault, from a flow of messages to the rest after it. */
async function suffer(scene: Scene, fault: StorageFault, lastsMs: number): Promise<Suffered> {
  const { server, load } = scene;
  const before = scene.delivered;
  load.start();
  await waitUntil(() => scene.delivered >= before + FLOWING, FLOW_TIMEOUT_MS);
  const errors = server.errors;
  const end = fault.begin();
  const isLoud = await waitUntil(() => server.errors > errors || !server.isUp, LOUD_TIMEOUT_MS);
  await pause(lastsMs);
  end();
  const endedAt = performance.now();
  if (!server.isUp) await server.start();
  await load.stop();
  const { lost } = await scene.rest();
  return { isLoud, ms: performance.now() - endedAt, lost: lost.length };
}
