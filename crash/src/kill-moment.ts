import type { Random } from "./random.ts";

/** When to kill: so long after the process was made, or after it listens. */
export interface KillMoment {
  readonly after: "spawn" | "listening";
  readonly ms: number;
}

const DURING_START = 0.2;

/** Mostly while the server works, resuming its tenants included; now and then while it starts. */
export function killMoment(random: Random): KillMoment {
  return random.chance(DURING_START)
    ? { after: "spawn", ms: random.between(100, 1500) }
    : { after: "listening", ms: random.between(50, 1500) };
}
