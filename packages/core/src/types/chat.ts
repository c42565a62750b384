import type { Jid } from "./jid.ts";
import type { Message } from "./message.ts";

/** A conversation, as a list of chats shows it. */
export interface Chat {
  readonly jid: Jid;
  /** The other addressing of the same contact (LID for a PN and the reverse), once it is known. */
  readonly altJid: Jid | null;
  /** The group's subject or the contact's name; a push name never renames a group. */
  readonly name: string | null;
  /** Messages of others that this account has not read. */
  readonly unreadCount: number;
  /** Milliseconds since the epoch of the newest message; 0 when there is none yet. */
  readonly lastMessageAt: number;
  readonly lastMessage: Pick<Message, "id" | "fromMe" | "type" | "text"> | null;
}
