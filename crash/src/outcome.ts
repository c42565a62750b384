import type { Findings } from "./findings.ts";

/** What a run came to. */
export interface Outcome {
  /** Kills, faults, or connections lost by each tenant. */
  readonly rounds: number;
  /** Messages that left the simulator's queues for a tenant's device; each of them must be in that tenant's store. */
  readonly delivered: number;
  /** How many of them before the last round was over. */
  readonly deliveredMeanwhile: number;
  /** Messages that a device could not read at first: their authors were asked to send them again. */
  readonly unreadable: number;
  /** Tenants whose linked device is not the one that was paired. */
  readonly strangers: number;
  /** Stanzas that were still queued in the end, although the server was up. */
  readonly queued: number;
  /** How often the server ended by itself. */
  readonly died: number;
  /** Faults during which it logged no error. A kill is none: it leaves no time to say something. */
  readonly silent: number;
  /** Calls of SQLite that failed on purpose. */
  readonly failedCalls: number;
  readonly findings: Findings;
  /** Milliseconds from each start, or from the end of each fault, until every tenant was served again. */
  readonly resumedMs: readonly number[];
}

/** Fewer messages a round would prove nothing. */
const MIN_DELIVERED_A_ROUND = 10;

/** True when all is well, and enough happened to say so. */
export function isClean({ rounds, deliveredMeanwhile, strangers, queued, died, silent, findings }: Outcome): boolean {
  const wrong = findings.lost.length + findings.doubled.length + findings.mixed.length;
  return wrong + strangers + queued + died + silent === 0 && deliveredMeanwhile >= rounds * MIN_DELIVERED_A_ROUND;
}

/** Two runs as one. */
export function together(one: Outcome, other: Outcome): Outcome {
  return {
    rounds: one.rounds + other.rounds,
    delivered: one.delivered + other.delivered,
    deliveredMeanwhile: one.deliveredMeanwhile + other.deliveredMeanwhile,
    unreadable: one.unreadable + other.unreadable,
    strangers: one.strangers + other.strangers,
    queued: one.queued + other.queued,
    died: one.died + other.died,
    silent: one.silent + other.silent,
    failedCalls: one.failedCalls + other.failedCalls,
    findings: {
      lost: [...one.findings.lost, ...other.findings.lost],
      doubled: [...one.findings.doubled, ...other.findings.doubled],
      mixed: [...one.findings.mixed, ...other.findings.mixed],
    },
    resumedMs: [...one.resumedMs, ...other.resumedMs],
  };
}

/** The figures of the last line. */
export function figures({ delivered, unreadable, strangers, queued, died, silent, findings, resumedMs }: Outcome) {
  return {
    delivered,
    lost: findings.lost.length,
    doubled: findings.doubled.length,
    mixed: findings.mixed.length,
    unreadable,
    strangers,
    queued,
    died,
    silent,
    resumedMedianMs: median(resumedMs),
  };
}

/** `null` when nothing was measured. */
function median(values: readonly number[]): number | null {
  const middle = [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
  return middle === undefined ? null : Math.round(middle);
}
