import type { SessionState } from "./session-status.ts";

/** How a manager stands now. */
export interface ManagerStats {
  /** Sessions since the start, by state; tenants that nobody has connected are not among them. */
  readonly sessions: Readonly<Record<SessionState, number>>;
  /** Records on their way to the storage, and how long that takes in milliseconds; `null` where nothing waits. */
  readonly ingestion: { readonly depth: number; readonly lagMs: number } | null;
  /** Tries at delivering webhooks since the start: those that worked, those that did not, and events that were given up. */
  readonly webhooks: { readonly delivered: number; readonly failed: number; readonly dead: number };
}
