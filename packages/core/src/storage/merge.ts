import type { IngestRecord } from "../types/ingest-record.ts";
import { isGroup, type Jid } from "../types/jid.ts";
import type { Message, MessageStatus, MessageType } from "../types/message.ts";
import type { ChatRow, MessageRow, PlacedMessage } from "./rows.ts";

const ORDER = { pending: 0, sent: 1, delivered: 2, read: 3 } as const;

/** The status a message moves to, or `undefined` where it stays: nothing goes back, and what arrived cannot fail. */
export function advance(current: MessageStatus, next: MessageStatus): MessageStatus | undefined {
  if (next === "failed") return current === "pending" || current === "sent" ? next : undefined;
  // A failure is over once WhatsApp proves that the message arrived; a late "sent" proves nothing.
  const reached = current === "failed" ? ORDER.sent : ORDER[current];
  return ORDER[next] > reached ? next : undefined;
}

const isContact = (jid: Jid, message: Message, chat: ChatRow) =>
  jid === message.chat || jid === chat.jid || jid === chat.altJid;

/** A message as its chat keeps it. */
export function toRow(message: Message, chat: ChatRow): MessageRow {
  const { chat: _, sender, ...rest } = message;
  return { ...rest, sender: !message.fromMe && isContact(sender, message, chat) ? null : sender };
}

/** A message as callers see it, under the JID that its chat has now. */
export function toMessage(row: MessageRow, chat: Jid): Message {
  const { id, fromMe, sender, senderName, timestamp, type, text, quotedId, details, status, editedAt, revokedAt, raw } =
    row;
  const author = sender ?? chat;
  return {
    chat,
    id,
    fromMe,
    sender: author,
    senderName,
    timestamp,
    type,
    text,
    quotedId,
    details,
    status,
    editedAt,
    revokedAt,
    raw,
  };
}

const detail = (type: MessageType) => (type === "undecryptable" ? 0 : type === "other" ? 1 : 2);

/** What is known after a message came again. The very same object when nothing is new. Its place in a page stays. */
export function complete(existing: MessageRow, incoming: MessageRow): MessageRow {
  // Another author's message under a known id is a forgery; it must not touch what is there.
  if (existing.fromMe !== incoming.fromMe) return existing;
  const completed: MessageRow = {
    ...existing,
    ...contentOf(existing, incoming),
    senderName: existing.senderName ?? incoming.senderName,
    timestamp: existing.timestamp === 0 ? incoming.timestamp : existing.timestamp,
    status: advance(existing.status, incoming.status) ?? existing.status,
  };
  return isSame(existing, completed) ? existing : completed;
}

/** The fuller of two contents; what was edited or taken back stays so. */
function contentOf(existing: MessageRow, incoming: MessageRow): Partial<MessageRow> {
  if (existing.revokedAt !== null) return {};
  const quotedId = existing.quotedId ?? incoming.quotedId;
  if (existing.editedAt !== null) return { quotedId };
  const fuller = detail(incoming.type) > detail(existing.type) ? incoming : existing;
  const isSameType = fuller.type === incoming.type;
  return {
    type: fuller.type,
    text: fuller.text ?? (isSameType ? incoming.text : null),
    details: fuller.details ?? (isSameType ? incoming.details : null),
    quotedId: fuller.quotedId ?? quotedId,
    raw: fuller.raw.length === 0 && isSameType ? incoming.raw : fuller.raw,
  };
}

const isSame = (a: MessageRow, b: MessageRow) =>
  a.type === b.type &&
  a.text === b.text &&
  a.raw === b.raw &&
  a.details === b.details &&
  a.quotedId === b.quotedId &&
  a.senderName === b.senderName &&
  a.timestamp === b.timestamp &&
  a.status === b.status;

/** The message after its author's edit. The very same object when an edit as late is there, or it was taken back. */
export function withEdit(existing: MessageRow, { content, editedAt }: IngestRecord & { kind: "edit" }): MessageRow {
  if (existing.revokedAt !== null || (existing.editedAt ?? -1) >= editedAt) return existing;
  // Chats count and place messages by what they were when they came.
  if (isSilent(existing) || isSilent(content)) return existing;
  return { ...existing, ...content, quotedId: content.quotedId ?? existing.quotedId, editedAt };
}

/** The message after it was taken back, with nothing of its content. The very same object when it was before. */
export function withRevoke(existing: MessageRow, { revokedAt }: IngestRecord & { kind: "revoke" }): MessageRow {
  // A reaction is taken back by an empty one.
  if (existing.revokedAt !== null || isSilent(existing)) return existing;
  return { ...existing, type: "revoked", text: null, details: null, quotedId: null, raw: NO_BYTES, revokedAt };
}

const NO_BYTES = new Uint8Array(0);

/** True for what goes with another message and is no message of its own in a conversation. */
export const isSilent = ({ type }: Pick<MessageRow, "type">): boolean => type === "reaction";

/** True for a message of somebody else that nobody has read here. */
export const isUnread = (message: Pick<MessageRow, "fromMe" | "type" | "status">): boolean =>
  !message.fromMe && !isSilent(message) && message.status !== "read";

/** The chat after one of its messages has changed: one unread message less when it is one no more, or else the very same object. */
export function withChanged(chat: ChatRow, before: MessageRow, after: MessageRow): ChatRow {
  if (chat.unreadCount === 0 || !isUnread(before) || isUnread(after)) return chat;
  return { ...chat, unreadCount: chat.unreadCount - 1 };
}

/** The chat with the contact's own name for itself brought up to date. The very same object when nothing is new. */
export function withPushName(chat: ChatRow, message: MessageRow, live: boolean): ChatRow {
  const pushName = message.fromMe || isGroup(chat.jid) ? null : message.senderName;
  const renames = pushName !== null && pushName !== chat.pushName && (live || chat.pushName === null);
  return renames ? { ...chat, pushName } : chat;
}

/** The chat with the message that stands first in its page. */
export function withLast(chat: ChatRow, last: PlacedMessage | undefined): ChatRow {
  return { ...chat, lastMessageAt: last?.timestamp ?? 0, lastMessageKey: last?.key ?? null };
}

/**
 * The chat after a message that was not there before: of two in one second the one that arrived later is the last, and a
 * live one of somebody else is unread.
 */
export function withNewMessage(chat: ChatRow, message: MessageRow, key: number, live: boolean): ChatRow {
  const named = withPushName(chat, message, live);
  if (isSilent(message)) return named;
  const { timestamp } = message;
  const next = timestamp >= chat.lastMessageAt ? withLast(named, { key, timestamp }) : named;
  return live && isUnread(message) ? { ...next, unreadCount: next.unreadCount + 1 } : next;
}

/** The one chat that two become, but for its last message. `doubled` messages were in both, so they were counted twice. */
export function mergeChats(into: ChatRow, from: ChatRow, doubled: number): ChatRow {
  return {
    ...into,
    name: into.name ?? from.name,
    pushName: into.pushName ?? from.pushName,
    unreadCount: into.unreadCount + Math.max(0, from.unreadCount - doubled),
  };
}
