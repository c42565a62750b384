import type { Jid } from "./jid.ts";

/** What a send resolves with once WhatsApp's client has handed it to the server. */
export interface SentMessage {
  readonly id: string;
  readonly chat: Jid;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  /** Baileys' own `sendMessage` result; as JSON `{ key, message, messageTimestamp, status }`. */
  readonly result: object;
}
