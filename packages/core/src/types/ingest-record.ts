import type { Jid } from "./jid.ts";
import type { Message, MessageKey, MessageStatus } from "./message.ts";

/** Something WhatsApp told us that must reach the store. Each kind may come again; the second time changes nothing. */
export type IngestRecord =
  /** A message, first seen or completed. `live` is false for history that the phone hands over after pairing. */
  | { readonly kind: "message"; readonly message: Message; readonly live: boolean }
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
