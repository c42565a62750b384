import { InvalidOptionError } from "../../errors.ts";
import { type Logger, silentLogger } from "../../logger.ts";
import type { InboxLog } from "../../storage/inbox-log.ts";
import type { RetryOptions } from "./retry-policy.ts";

/** How an inbox gathers, waits and tries again. The server's `INGEST_*` settings carry the same names. */
export interface InboxIngestionOptions extends Partial<RetryOptions> {
  /** Where accepted records wait. */
  readonly log: InboxLog;
  /** So many records wait at most; then the sockets do, and WhatsApp keeps what they have not taken. @defaultValue `5_000` */
  readonly queueCapacity?: number;
  /** Records in one batch to the storage. More make it faster and each batch slower. @defaultValue `100` */
  readonly batchSize?: number;
  /**
   * How long a record may wait for its batch to fill, in milliseconds. One that comes alone does not wait at all.
   * @defaultValue `250`
   */
  readonly batchMaxWaitMs?: number;
  /** Batches on their way at once. A tenant's always go one after the other. @defaultValue `2` */
  readonly workers?: number;
  /** Wait after the first failure, in milliseconds; it doubles with each. @defaultValue `100` */
  readonly retryBaseMs?: number;
  /** Ceiling of that wait, in milliseconds. @defaultValue `5_000` */
  readonly retryMaxMs?: number;
  /** Tries until a record becomes a dead letter, provided that the storage takes others. @defaultValue `10` */
  readonly retryMaxAttempts?: number;
  /** Time from the first failure until a record becomes a dead letter, in milliseconds. @defaultValue `600_000` */
  readonly retryMaxHorizonMs?: number;
  /** Takes the log lines. @defaultValue silence */
  readonly logger?: Logger;
}

interface Limit {
  readonly min: number;
  readonly max: number;
  readonly default: number;
}

const DAY_MS = 86_400_000;

/** The range and default of every number an inbox takes. */
export const inboxLimits = {
  queueCapacity: { min: 1, max: 1_000_000, default: 5_000 },
  batchSize: { min: 1, max: 10_000, default: 100 },
  batchMaxWaitMs: { min: 0, max: 60_000, default: 250 },
  workers: { min: 1, max: 64, default: 2 },
  retryBaseMs: { min: 1, max: 60_000, default: 100 },
  retryMaxMs: { min: 1, max: DAY_MS, default: 5_000 },
  retryMaxAttempts: { min: 1, max: 1_000, default: 10 },
  retryMaxHorizonMs: { min: 1, max: 30 * DAY_MS, default: 600_000 },
} as const satisfies Record<string, Limit>;

type Numbers = { readonly [Name in keyof typeof inboxLimits]: number };

/** Fills in what was left out. @throws InvalidOptionError */
export function withDefaults({ log, logger = silentLogger, ...given }: InboxIngestionOptions) {
  const numbers = Object.fromEntries(
    Object.entries(inboxLimits).map(([name, limit]) => {
      const value = given[name as keyof Numbers] ?? limit.default;
      if (Number.isInteger(value) && value >= limit.min && value <= limit.max) return [name, value];
      throw new InvalidOptionError(name, `a whole number from ${limit.min} to ${limit.max}`);
    }),
  ) as unknown as Numbers;
  if (numbers.batchSize > numbers.queueCapacity) throw new InvalidOptionError("batchSize", "at most queueCapacity");
  if (numbers.retryBaseMs > numbers.retryMaxMs) throw new InvalidOptionError("retryBaseMs", "at most retryMaxMs");
  return { log, logger, ...numbers };
}
