/** How eagerly a lost connection is opened again. */
export interface ReconnectOptions {
  /** Ceiling of the wait before the first retry, in milliseconds. Raise it if WhatsApp answers 429. @defaultValue `500` */
  baseDelayMs?: number;
  /** Ceiling of every wait, in milliseconds. @defaultValue `60_000` */
  maxDelayMs?: number;
}

const DEFAULTS = { baseDelayMs: 500, maxDelayMs: 60_000 } satisfies Required<ReconnectOptions>;

/** Milliseconds until try number `attempt` (from 1): full jitter over `min(max, base * 2 ** (attempt - 1))`. `random` in [0, 1). */
export function nextDelayMs(attempt: number, random: number, options: ReconnectOptions = {}): number {
  const { baseDelayMs, maxDelayMs } = { ...DEFAULTS, ...options };
  return Math.floor(random * Math.min(maxDelayMs, baseDelayMs * 2 ** (attempt - 1)));
}
