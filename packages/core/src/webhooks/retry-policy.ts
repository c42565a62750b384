/** When a webhook that failed is tried again. */
export interface WebhookRetryOptions {
  /** Tries in all before an event is given up. Raise it for receivers that are away for long. @defaultValue `8` */
  readonly maxAttempts?: number;
  /** About how long to wait before the second try, in milliseconds. It doubles each time. @defaultValue `1_000` */
  readonly baseDelayMs?: number;
  /** Longest wait between two tries, in milliseconds. @defaultValue `300_000` */
  readonly maxDelayMs?: number;
}

const DEFAULTS = {
  maxAttempts: 8,
  baseDelayMs: 1_000,
  maxDelayMs: 300_000,
} satisfies Required<WebhookRetryOptions>;

/**
 * Milliseconds until the next try after `failures` failed ones, or `null` to give up. Half of `base * 2 ** (failures - 1)`
 * is fixed, so that a receiver gets its rest; half is spread by `random` in [0, 1), so that tenants do not return at once.
 */
export function retryDelayMs(failures: number, random: number, options: WebhookRetryOptions = {}): number | null {
  const { maxAttempts, baseDelayMs, maxDelayMs } = { ...DEFAULTS, ...options };
  if (failures >= maxAttempts) return null;
  const delayMs = Math.min(maxDelayMs, baseDelayMs * 2 ** (failures - 1));
  return Math.floor(delayMs / 2 + (random * delayMs) / 2);
}
