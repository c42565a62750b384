import { setTimeout as pause } from "node:timers/promises";
import { killMoment } from "./kill-moment.ts";
import type { Outcome } from "./outcome.ts";
import { Random } from "./random.ts";
import type { RunOptions } from "./run-options.ts";
import { Scene } from "./scene.ts";
import { waitUntil } from "./wait-until.ts";

/** How a run of kills goes. */
export interface KillOptions extends RunOptions {
  readonly kills: number;
  /** The negative control: SQLite undoes every commit of a message and says that it has worked. */
  readonly isForgetful: boolean;
}

const DISCONNECT_TIMEOUT_MS = 10_000;
const PROGRESS_EVERY = 10;

/** Kills the server at random moments under load, starts it again each time, and looks for what is missing in the end. */
export async function runKills({ kills, isForgetful, ...options }: KillOptions): Promise<Outcome> {
  const { authStore, seed, progress } = options;
  const random = new Random(`${seed}/${authStore}/kills`);
  const scene = await Scene.open({ ...options, isBreakable: isForgetful });
  const resumedMs: number[] = [];
  try {
    if (isForgetful) scene.sqlite.set({ kind: "forget" });
    scene.load.start();
    let listening = Promise.resolve(true);
    for (let kill = 1; kill <= kills; kill += 1) {
      const { after, ms } = killMoment(random);
      if (after === "listening") await listening;
      await pause(ms);
      await scene.server.kill();
      // Until then those who were connected would be taken for resumed ones.
      await waitUntil(() => scene.online.length === 0, DISCONNECT_TIMEOUT_MS);
      listening = scene.server.start();
      void timeResume(scene, resumedMs);
      if (kill % PROGRESS_EVERY === 0) progress(`${authStore}: ${kill} kills, ${scene.delivered} delivered`);
    }
    await listening;
    return await scene.settle({ rounds: kills, silent: 0, resumedMs });
  } finally {
    await scene.close();
  }
}

/** Measures from the start of a process until each of its tenants has been connected, unless it ends before. */
async function timeResume(scene: Scene, resumedMs: number[]): Promise<void> {
  const { pid } = scene.server;
  const startedAt = performance.now();
  if (await scene.resumed(() => scene.server.pid !== pid)) resumedMs.push(performance.now() - startedAt);
}
