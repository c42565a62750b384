import { setTimeout as pause } from "node:timers/promises";
import type { Tenant } from "./cast.ts";
import { isOnline } from "./cast.ts";
import type { Outcome } from "./outcome.ts";
import { Random } from "./random.ts";
import type { RunOptions } from "./run-options.ts";
import { Scene } from "./scene.ts";
import { waitUntil } from "./wait-until.ts";

/** How a run of network faults goes. */
export interface NetworkOptions extends RunOptions {
  readonly tenants: number;
  /** How often each tenant loses its connection. */
  readonly drops: number;
  /** How long a connection lasts that is going to be lost, at least and at most. */
  readonly lastsMs: { readonly min: number; readonly max: number };
  /** For how long WhatsApp cannot be reached. */
  readonly outageMs: number;
  /** Whether all connections go silent once, which takes a keep-alive to notice. */
  readonly goesSilent: boolean;
}

const ENDS = ["drop", "drop", "restart", "unavailable"] as const;
/** A connection that has gone silent is noticed by its keep-alive, and tried again after the longest wait. */
const BACK_TIMEOUT_MS = 180_000;
const SLOW_MS = 300;

/**
 * Loses connections, each tenant's many times, lets all of them go silent, slows the network down and takes it away, all
 * under load, and looks for what is missing in the end.
 */
export async function runNetwork(options: NetworkOptions): Promise<Outcome> {
  const { authStore, seed, progress, tenants, drops, lastsMs, outageMs } = options;
  const scene = await Scene.open({ ...options, isBreakable: false, tenants, drops: false });
  const resumedMs: number[] = [];
  let lost = 0;
  const comeBack = async (what: string) => {
    const since = performance.now();
    if (!(await scene.resumed(() => false, BACK_TIMEOUT_MS)))
      throw new Error(`not all tenants came back after ${what}`);
    resumedMs.push(performance.now() - since);
    progress(`${authStore}: ${what}: all back, ${scene.delivered} delivered`);
  };
  const lose = async (tenant: Tenant, random: Random) => {
    for (let drop = 1; drop <= drops; drop += 1) {
      if (!(await waitUntil(() => isOnline(tenant) || !scene.server.isUp, BACK_TIMEOUT_MS)))
        throw new Error(`${tenant.id} did not come back: see ${options.directory}/server.log`);
      if (!scene.server.isUp) throw new Error(`the server ended by itself: see ${options.directory}/server.log`);
      await pause(random.between(lastsMs.min, lastsMs.max));
      tenant.phone.kick(random.pick(ENDS));
      lost += 1;
      if (lost % (tenants * 10) === 0) progress(`${authStore}: ${lost} connections lost, ${scene.delivered} delivered`);
    }
  };
  try {
    scene.load.start();
    const random = (tenant: Tenant) => new Random(`${seed}/${authStore}/network/${tenant.id}`);
    await Promise.all(scene.tenants.map((tenant) => lose(tenant, random(tenant))));
    await comeBack(`${lost} connections lost`);
    if (options.goesSilent) {
      scene.wire.goSilent();
      await waitUntil(() => scene.online.length === 0, BACK_TIMEOUT_MS);
      await comeBack("silent connections");
    }
    scene.simulator.faults.set({ latencyMs: SLOW_MS });
    await pause(outageMs);
    scene.simulator.faults.set({ latencyMs: 0 });
    scene.wire.down();
    await pause(outageMs);
    scene.wire.up();
    await comeBack("an outage");
    return await scene.settle({ rounds: drops, silent: 0, resumedMs });
  } finally {
    await scene.close();
  }
}
