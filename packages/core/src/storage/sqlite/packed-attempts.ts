import type { WebhookAttempt } from "../../types/webhook-delivery.ts";
import type { LaneProgress } from "../delivery-store.ts";

type AttemptTuple = readonly [
  number: number,
  eventId: string,
  event: string,
  at: number,
  durationMs: number,
  status: number | null,
  error: string | null,
];

/** The progress of a lane, with its tries in one text. */
export interface PackedProgress extends Omit<LaneProgress, "attempts"> {
  /** The number of the last try, and all of them; `null` without one. */
  readonly log: { readonly last: number; readonly attempts: string } | null;
}

/**
 * Puts the tries that are noted together into one text. It crosses to the thread that writes, and lies in one row: one by one,
 * tries cost the two threads more than it takes to sign and send a delivery.
 */
export function packProgress({ attempts, ...progress }: LaneProgress): PackedProgress {
  const last = attempts.at(-1);
  return { ...progress, log: last === undefined ? null : { last: last.number, attempts: packed(attempts) } };
}

function packed(attempts: readonly WebhookAttempt[]): string {
  return JSON.stringify(
    attempts.map(
      ({ number, eventId, event, at, durationMs, status, error }): AttemptTuple => [
        number,
        eventId,
        event,
        at,
        durationMs,
        status,
        error,
      ],
    ),
  );
}

/** What was packed. */
export function unpackAttempts(endpoint: string, packed: string): readonly WebhookAttempt[] {
  const tuples = JSON.parse(packed) as readonly AttemptTuple[];
  return tuples.map(([number, eventId, event, at, durationMs, status, error]) => ({
    endpoint,
    number,
    eventId,
    event,
    at,
    durationMs,
    status,
    error,
  }));
}
