import type { Jid } from "../types/jid.ts";
import type { Message, MessageStatus } from "../types/message.ts";

/** A chat as it is kept: every kind of name apart, so that none overwrites another. */
export interface ChatRow {
  /** The store's own key of the chat; it stays when the chat's JID changes. */
  readonly id: number;
  readonly jid: Jid;
  readonly altJid: Jid | null;
  /** The contact's name in the address book, or the group's subject. */
  readonly name: string | null;
  /** How the contact calls itself. Never set for a group. */
  readonly pushName: string | null;
  readonly unreadCount: number;
  readonly lastMessageAt: number;
  readonly lastMessageId: string | null;
}

/** A message as it is kept in its chat. A `sender` of `null` is the chat's contact, whatever its JID is by now. */
export interface MessageRow extends Omit<Message, "chat" | "sender"> {
  readonly sender: Jid | null;
}

/** A status that came before its message. */
export interface EarlyStatus {
  readonly id: string;
  readonly status: MessageStatus;
  readonly errorCode: number | null;
}

/** Chats by the JID under which they are kept. */
export interface ChatRows {
  find(jid: Jid): ChatRow | undefined;
  /** Stores a new, empty chat. */
  add(jid: Jid, altJid: Jid | null): ChatRow;
  save(chat: ChatRow): void;
  remove(chatId: number): void;
}

/** Messages of a chat. */
export interface MessageRows {
  find(chatId: number, id: string): MessageRow | undefined;
  /** The message that stands first in the chat's page. */
  newest(chatId: number): Pick<MessageRow, "id" | "timestamp"> | undefined;
  /** Stores the message unless its id is already there. True when it was stored. */
  add(chatId: number, message: MessageRow): boolean;
  /** Overwrites the message of that id; its arrival stays. */
  save(chatId: number, message: MessageRow): void;
  /** Moves messages to another chat; their arrival stays. Those whose id is already there are removed and returned instead. */
  move(fromChatId: number, toChatId: number): readonly MessageRow[];
}

/** Statuses that wait for their message; the oldest of a tenant make room when there are too many. */
export interface EarlyStatusRows {
  find(chat: Jid, id: string): EarlyStatus | undefined;
  save(chat: Jid, status: EarlyStatus): void;
  remove(chat: Jid, id: string): void;
  /** All that wait in a chat, oldest first. */
  list(chat: Jid): readonly EarlyStatus[];
}

/** Which linked identity belongs to which phone number. */
export interface IdentityRows {
  /** The phone number of a linked identity, once known. */
  pnOf(lid: Jid): Jid | undefined;
  /** The linked identity that a phone number was last seen with. */
  lidOf(pn: Jid): Jid | undefined;
  link(pn: Jid, lid: Jid): void;
}

/** The rows of one tenant while a batch is applied. Synchronous, so that no other batch comes between two steps. */
export interface Rows {
  readonly chats: ChatRows;
  readonly messages: MessageRows;
  readonly earlyStatuses: EarlyStatusRows;
  readonly identities: IdentityRows;
}

/** So many statuses of one tenant wait for their messages at most. */
export const MAX_EARLY_STATUSES = 1000;
