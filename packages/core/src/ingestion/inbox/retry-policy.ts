/** How often and how long a record that fails is tried again. */
export interface RetryOptions {
  /** Wait after the first failure, in milliseconds; it doubles with each. */
  readonly retryBaseMs: number;
  /** Ceiling of the wait, in milliseconds. */
  readonly retryMaxMs: number;
  /** So many tries, then a record is given up. */
  readonly retryMaxAttempts: number;
  /** So long after its first failure a record is given up, in milliseconds. */
  readonly retryMaxHorizonMs: number;
}

/** How a record has fared so far. */
export interface Failures {
  readonly attempts: number;
  /** Milliseconds since the epoch. */
  readonly firstAt: number;
}

/** Milliseconds until the next try: between half and all of `min(max, base * 2 ** (attempts - 1))`. `random` in [0, 1). */
export function nextDelayMs(attempts: number, random: number, { retryBaseMs, retryMaxMs }: RetryOptions): number {
  const ceiling = Math.min(retryMaxMs, retryBaseMs * 2 ** (attempts - 1));
  return Math.ceil(ceiling * (0.5 + random / 2));
}

/** True when a record has had its tries. */
export function isExhausted({ attempts, firstAt }: Failures, now: number, options: RetryOptions): boolean {
  return attempts >= options.retryMaxAttempts || now - firstAt >= options.retryMaxHorizonMs;
}
