import type { Jid } from "./jid.ts";
import type { Message, MessageKey, MessageStatus } from "./message.ts";

/** What a batch of records changed, so that it can be announced once. */
export interface Applied {
  /**
   * Live messages stored for the first time, or first readable now, in the order of the batch. One that cannot be read yet
   * is among them as `undecryptable`.
   */
  readonly stored: readonly Message[];
  /** Messages as they are after an edit. */
  readonly edited: readonly Message[];
  /** Messages as they are after they were taken back. */
  readonly revoked: readonly Message[];
  readonly statuses: readonly {
    readonly key: MessageKey;
    readonly status: MessageStatus;
    readonly errorCode: number | null;
  }[];
  /** Chats of which something was read, with what is still unread after the batch. */
  readonly read: readonly { readonly chat: Jid; readonly unreadCount: number }[];
}
