import type { FeedData } from "../types/feed-event.ts";
import type { IngestRecord } from "../types/ingest-record.ts";
import type { Jid } from "../types/jid.ts";
import type { Message } from "../types/message.ts";

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
  /** The store's own key of the message that stands first in the chat's page, reactions aside. */
  readonly lastMessageKey: number | null;
}

/** A message as it is kept in its chat. A `sender` of `null` is the chat's contact, whatever its JID is by now. */
export interface MessageRow extends Omit<Message, "chat" | "sender"> {
  readonly sender: Jid | null;
}

/** Where a message stands. */
export interface PlacedMessage {
  /** The store's own key of the message; it stays. */
  readonly key: number;
  readonly timestamp: number;
}

/** A record that says something about a message that is there, or still to come. */
export type ChangeRecord = IngestRecord & { readonly kind: "status" | "edit" | "revoke" };

/** Chats by the JID under which they are kept. */
export interface ChatRows {
  find(jid: Jid): ChatRow | undefined;
  /** Stores a new, empty chat. */
  add(jid: Jid, altJid: Jid | null): ChatRow;
  /** Writes all but the JID. */
  save(chat: ChatRow): void;
  rename(chatId: number, jid: Jid): void;
  remove(chatId: number): void;
}

/** Messages of a chat. */
export interface MessageRows {
  find(chatId: number, id: string): MessageRow | undefined;
  /** The message that stands first in the chat's page, reactions aside. */
  newest(chatId: number): PlacedMessage | undefined;
  /** Stores the message with an arrival of the tenant's and returns its key, or `undefined` when its id is already there. */
  add(chatId: number, message: MessageRow, tenant: TenantRow): number | undefined;
  /** Overwrites the message of that id; its arrival stays. */
  save(chatId: number, message: MessageRow): void;
  /** Moves messages to another chat; their arrival stays. Those whose id is already there are removed and returned instead. */
  move(fromChatId: number, toChatId: number): readonly MessageRow[];
}

/** Changes that wait for their message, one from each source; the oldest of a tenant make room when there are too many. */
export interface EarlyChangeRows {
  /** What waits for a message, oldest first. */
  find(chat: Jid, id: string): readonly ChangeRecord[];
  /** Keeps a change, in the place of one from its source. */
  save(chat: Jid, change: ChangeRecord): void;
  /** Forgets what waits for a message. */
  remove(chat: Jid, id: string): void;
  /** All that wait in a chat, oldest first. */
  list(chat: Jid): readonly ChangeRecord[];
}

/** Which linked identity belongs to which phone number. */
export interface IdentityRows {
  /** The phone number of a linked identity, once known. */
  pnOf(lid: Jid): Jid | undefined;
  /** The linked identity that a phone number was last seen with. */
  lidOf(pn: Jid): Jid | undefined;
  link(pn: Jid, lid: Jid): void;
}

/** What is kept of the tenant itself. */
export interface TenantRow {
  /** A number for a new message, higher than all that the tenant has had. */
  nextArrival(): number;
  /** A position for a new event, higher than all that the tenant has had. */
  nextEvent(): number;
  /** Keeps what a batch has used up and, when it came out of a log, how far it reaches there. */
  save(position: number | undefined): void;
}

/** An event that is about to happen. */
export interface EventRow {
  readonly type: string;
  /** The message it is about, by the store's key of its chat. */
  readonly message: { readonly chatId: number; readonly id: string } | null;
  readonly data: FeedData | null;
}

/** The tenant's feed of events. */
export interface EventRows {
  /** Appends an event at the tenant's next position. */
  add(event: EventRow, tenant: TenantRow): void;
}

/** The rows of one tenant while a batch is applied. Synchronous, so that no other batch comes between two steps. */
export interface Rows {
  readonly chats: ChatRows;
  readonly messages: MessageRows;
  readonly earlyChanges: EarlyChangeRows;
  readonly identities: IdentityRows;
  readonly events: EventRows;
  readonly tenant: TenantRow;
}

/** So many changes of one tenant wait for their messages at most. */
export const MAX_EARLY_CHANGES = 1000;
