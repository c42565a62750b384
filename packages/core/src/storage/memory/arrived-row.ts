import type { MessageRow } from "../rows.ts";

/** A message with its place in the order in which the tenant's messages arrived, from 1. */
export interface ArrivedRow extends MessageRow {
  readonly arrival: number;
}

/** The later of two messages, by time and then by arrival. */
export function laterOf(a: ArrivedRow | undefined, b: ArrivedRow): ArrivedRow {
  if (a === undefined) return b;
  if (a.timestamp !== b.timestamp) return a.timestamp > b.timestamp ? a : b;
  return a.arrival > b.arrival ? a : b;
}
