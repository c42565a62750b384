import type { Jid } from "./jid.ts";
import type { Message, MessageContent, MessageKey, MessageStatus } from "./message.ts";

/** Who did something to a message. */
export interface Author {
  /** True when it was this account, on any of its devices. */
  readonly fromMe: boolean;
  /** JID of the author; in a group the participant. */
  readonly sender: Jid;
}

/** Something WhatsApp told us that must reach the store. Each kind may come again; the second time changes nothing. */
export type IngestRecord =
  /** A message, first seen or completed. `live` is false for history that the phone hands over after pairing. */
  | { readonly kind: "message"; readonly message: Message; readonly live: boolean }
  /** The author changed a message. Only the latest edit counts, and only the author's. */
  | {
      readonly kind: "edit";
      readonly key: MessageKey;
      readonly by: Author;
      readonly content: MessageContent;
      /** Milliseconds since the epoch. */
      readonly editedAt: number;
    }
  /** A message was taken back for everybody, by its author or by an administrator of the group. */
  | {
      readonly kind: "revoke";
      readonly key: MessageKey;
      readonly by: Author;
      /** True when the server let an administrator do it to somebody else's message. */
      readonly asAdmin: boolean;
      /** Milliseconds since the epoch. */
      readonly revokedAt: number;
    }
  /** A message moved on: never backwards, and `failed` only from `pending` or `sent`. */
  | {
      readonly kind: "status";
      readonly key: MessageKey;
      readonly status: MessageStatus;
      readonly errorCode: number | null;
    }
  /** What is known of a chat or contact. Absent fields stay as they are. */
  | {
      readonly kind: "chat";
      readonly jid: Jid;
      readonly name?: string;
      readonly unreadCount?: number;
    }
  /** A phone number and a linked identity are the same contact: one chat from now on, under the phone number. */
  | { readonly kind: "identity"; readonly pn: Jid; readonly lid: Jid };
