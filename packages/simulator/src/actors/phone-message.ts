/** How far a message has come. For what a phone received, `delivered` until it reads it. */
export type MessageStatus = "sent" | "delivered" | "read";

/** A message as its phone shows it. */
export interface PhoneMessage {
  readonly id: string;
  /** Phone number of the author. */
  readonly from: string;
  /** Phone number of the recipient, or the id of a group. */
  readonly to: string;
  /** The text or caption; empty for anything that has none. */
  readonly text: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly direction: "incoming" | "outgoing";
  readonly status: MessageStatus;
  /** True once its author has changed it. */
  readonly edited?: boolean;
  /** True once it was taken back: its text is empty then. */
  readonly revoked?: boolean;
}
