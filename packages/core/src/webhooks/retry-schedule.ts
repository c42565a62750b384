const [SECOND, MINUTE, HOUR] = [1_000, 60_000, 3_600_000];

/** When a delivery that failed is tried again. */
export interface RetryScheduleOptions {
  /**
   * Waits before each try, in milliseconds, the first one included; as many tries are made. Make it shorter for receivers
   * that want nothing old. @defaultValue 0 s, 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h
   */
  readonly scheduleMs?: readonly number[];
  /** Longest wait that a receiver can ask for with `Retry-After`, in milliseconds. @defaultValue 24 h */
  readonly maxRetryAfterMs?: number;
}

export const SCHEDULE_DEFAULTS = {
  scheduleMs: [0, 5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR],
  maxRetryAfterMs: 24 * HOUR,
} satisfies Required<RetryScheduleOptions>;

/** So much of a wait is spread by chance, so that those who failed together do not come back together. */
const JITTER = 0.2;

/**
 * Milliseconds until the next try after `failures` failed ones, or `null` to give up: the schedule's wait, up to a fifth
 * longer as `random` in [0, 1) has it, and no less than the receiver asked for.
 */
export function retryDelayMs(
  failures: number,
  random: number,
  { scheduleMs, maxRetryAfterMs }: Required<RetryScheduleOptions>,
  retryAfterMs = 0,
): number | null {
  const waitMs = scheduleMs[failures];
  if (waitMs === undefined) return null;
  return Math.max(Math.floor(waitMs * (1 + JITTER * random)), Math.min(retryAfterMs, maxRetryAfterMs));
}

/** From the first try to the last, at most. */
export const horizonMs = ({ scheduleMs }: Required<RetryScheduleOptions>): number =>
  scheduleMs.reduce((sum, waitMs) => sum + waitMs * (1 + JITTER), 0);
