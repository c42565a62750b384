import { InvalidOptionError } from "../errors.ts";

/** How sends wait for one another. */
export interface SendingOptions {
  /**
   * Sends of one tenant that may wait or be under way; one more is refused. Raise it only if your callers cannot wait.
   * @defaultValue `1000`
   */
  readonly maxQueued?: number;
  /** Time between messages, for accounts that WhatsApp would take for a machine. @defaultValue none */
  readonly pacing?: PacingOptions;
}

/** Time between messages. Whoever has to wait is told by `message.queued`. */
export interface PacingOptions {
  /** Milliseconds from one message to the next to the same recipient. @defaultValue `0` */
  readonly perRecipientMs?: number;
  /** Milliseconds from one message of a tenant to its next. @defaultValue `0` */
  readonly perTenantMs?: number;
  /** Adds up to this part of the time at random: `0.5` makes 1000 ms 1000 to 1500. @defaultValue `0` */
  readonly jitter?: number;
}

const PACING = { perRecipientMs: 0, perTenantMs: 0, jitter: 0 } satisfies Required<PacingOptions>;

/** All of it chosen. */
export interface SendingSettings {
  readonly maxQueued: number;
  readonly pacing: Required<PacingOptions>;
}

/** Fills in what was left out. @throws InvalidOptionError */
export function sendingSettings({ maxQueued = 1000, pacing = {} }: SendingOptions): SendingSettings {
  if (!Number.isInteger(maxQueued) || maxQueued < 1) {
    throw new InvalidOptionError("sending.maxQueued", "a whole number from 1");
  }
  const chosen = { ...PACING, ...pacing };
  for (const name of ["perRecipientMs", "perTenantMs", "jitter"] as const) {
    const isFine = Number.isFinite(chosen[name]) && chosen[name] >= 0;
    if (!isFine) throw new InvalidOptionError(`sending.pacing.${name}`, "a number from 0");
  }
  return { maxQueued, pacing: chosen };
}
