/** What has happened since the start, and what is so now. */
export interface SimulatorState {
  /** Open WebSockets, paired or not. */
  readonly connections: number;
  /** Linked devices that are logged in and ready for messages. */
  readonly online: number;
  readonly accounts: number;
  readonly linkedDevices: number;
  readonly groups: number;
  /** Stanzas that wait for a linked device to confirm them. */
  readonly queued: number;
  /** Messages that devices sent. */
  readonly sent: number;
  /** Messages that linked devices confirmed by a receipt. */
  readonly delivered: number;
  /** Messages that linked devices refused, mostly because they could not decrypt them. */
  readonly refused: number;
  /** Requests to send a message again. */
  readonly retries: number;
  /** How often each kind of iq ("get w:g2 query") came. */
  readonly iqs: Readonly<Record<string, number>>;
  /** How often each presence came: "available", "unavailable", "composing", "paused", "recording". */
  readonly presences: Readonly<Record<string, number>>;
  /** Kinds of iq ("get w:biz catalog") that nothing here knows, with how often each came. They were answered empty. */
  readonly unansweredIqs: Readonly<Record<string, number>>;
}

/** The running totals. */
export class Counters {
  sent = 0;
  delivered = 0;
  refused = 0;
  retries = 0;
  readonly iqs: Record<string, number> = {};
  readonly presences: Record<string, number> = {};
  readonly unansweredIqs: Record<string, number> = {};

  asked(kind: string): void {
    this.iqs[kind] = (this.iqs[kind] ?? 0) + 1;
  }

  presented(kind: string): void {
    this.presences[kind] = (this.presences[kind] ?? 0) + 1;
  }

  unanswered(kind: string): void {
    this.unansweredIqs[kind] = (this.unansweredIqs[kind] ?? 0) + 1;
  }
}
