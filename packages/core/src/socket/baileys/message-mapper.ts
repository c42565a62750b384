import { proto, type WAMessage, WAMessageStubType } from "@whiskeysockets/baileys";
import type { IngestRecord } from "../../types/ingest-record.ts";
import { isGroup, type Jid } from "../../types/jid.ts";
import type { Message, MessageContent, MessageStatus } from "../../types/message.ts";
import { authorOf, chatOf } from "./message-address.ts";
import { changeIn, type MessageChange } from "./message-change.ts";
import { summarizeContent } from "./message-content.ts";
import { WireFields } from "./wire-fields.ts";

const { Status } = proto.WebMessageInfo;

const DAY_MS = 86_400_000;

/** What is known of a message beside what it says itself. */
export interface MappingOptions {
  /** False for history that the phone hands over after pairing. */
  readonly live: boolean;
  /** True when the server says that an administrator of the group took a message back. */
  readonly adminRevoke: boolean;
}

/** Where and when a message came, and by whom. */
interface Origin {
  readonly info: WAMessage;
  readonly id: string;
  readonly chat: Jid;
  readonly account: Jid;
  /** Milliseconds since the epoch, by the server's clock; 0 when it does not say. */
  readonly timestamp: number;
}

/** WhatsApp's status number in our words; `undefined` where it says nothing. */
export function statusOf(status: number | null | undefined): MessageStatus | undefined {
  switch (status) {
    case Status.ERROR:
      return "failed";
    case Status.PENDING:
      return "pending";
    case Status.SERVER_ACK:
      return "sent";
    case Status.DELIVERY_ACK:
      return "delivered";
    case Status.READ:
    case Status.PLAYED:
      return "read";
    default:
      return undefined;
  }
}

/**
 * What one message of the wire is to the store: a message, an edit, a revoke, or nothing when it is not part of a
 * conversation (key distribution, history notifications, status updates, notices). An edit in the history comes with the
 * message as it is now, because the phone does not always keep the former one.
 */
export function recordsOf(info: WAMessage, account: Jid, options: MappingOptions): IngestRecord[] {
  const { id, remoteJid } = info.key;
  if (!id || !remoteJid || remoteJid === "status@broadcast") return [];
  const timestamp = (new WireFields(info).count("messageTimestamp") ?? 0) * 1000;
  const origin: Origin = {
    info,
    id,
    chat: chatOf(info.key),
    account,
    timestamp: Number.isSafeInteger(timestamp) ? timestamp : 0,
  };
  if (info.messageStubType === WAMessageStubType.CIPHERTEXT) {
    // From the own phone to this device, with keys or history: nothing that a person wrote.
    if (info.category === "peer") return [];
    return messageRecord(origin, undecryptable(info), options);
  }
  const change = changeIn(info.message, id) ?? revokedInHistory(info, id, options);
  if (change !== undefined) return changeRecords(origin, change, options);
  const content = contentOf(info, origin.chat);
  return content === undefined ? [] : messageRecord(origin, content, options);
}

/** The phone keeps the empty place of a message that was taken back, which this account may have stored before. */
function revokedInHistory(info: WAMessage, id: string, { live }: MappingOptions): MessageChange | undefined {
  const isRevoked = !live && info.messageStubType === WAMessageStubType.REVOKE;
  return isRevoked ? { kind: "revoke", targetId: id } : undefined;
}

function changeRecords(origin: Origin, change: MessageChange, { live, adminRevoke }: MappingOptions): IngestRecord[] {
  const { info, chat, account, timestamp } = origin;
  // The author names a chat too, but may name any.
  const target = { key: { chat, id: change.targetId }, by: authorOf(info.key, account) };
  if (change.kind === "revoke") {
    return [{ kind: "revoke", ...target, asAdmin: adminRevoke && isGroup(chat), revokedAt: timestamp }];
  }
  const edited = { ...info, key: { ...info.key, id: change.targetId }, message: change.content ?? null };
  const content = contentOf(edited, chat);
  if (content === undefined) return [];
  const editedAt = saneTime(change.at, timestamp);
  const edit: IngestRecord = { kind: "edit", ...target, content, editedAt };
  if (live) return [edit];
  return [...messageRecord({ ...origin, id: change.targetId }, content, { live, editedAt }), edit];
}

function messageRecord(
  { info, id, chat, account, timestamp }: Origin,
  content: MessageContent,
  { live, editedAt = null }: { readonly live: boolean; readonly editedAt?: number | null },
): IngestRecord[] {
  const author = authorOf(info.key, account);
  const message: Message = {
    ...content,
    ...author,
    chat,
    id,
    senderName: author.fromMe ? null : new WireFields(info).text("pushName"),
    timestamp,
    status: statusOf(info.status) ?? (author.fromMe ? "pending" : "delivered"),
    editedAt,
    revokedAt: null,
  };
  return [{ kind: "message", message, live }];
}

function contentOf(info: WAMessage, chat: Jid): MessageContent | undefined {
  const summary = summarizeContent(info.message, chat);
  return summary === undefined ? undefined : { ...summary, raw: bytesOf(info) };
}

function undecryptable(info: WAMessage): MessageContent {
  return { type: "undecryptable", text: null, quotedId: null, details: null, raw: bytesOf(info) };
}

/** An author's clock may be wrong; further than a day from the server's it says nothing. */
function saneTime(claimed: number | null, timestamp: number): number {
  return claimed !== null && Math.abs(claimed - timestamp) <= DAY_MS ? claimed : timestamp;
}

/** In memory of their own: what the encoder returns may be a piece of a larger buffer, which would go along from thread to thread. */
function bytesOf(info: WAMessage): Uint8Array {
  return new Uint8Array(encoded(info));
}

function encoded(info: WAMessage): Uint8Array {
  try {
    return proto.WebMessageInfo.encode(info).finish();
  } catch {
    // A stranger can nest a content so deep that it can be read but not written again. The rest of it is kept: a message
    // that always fails would come back for ever.
    return proto.WebMessageInfo.encode({ ...info, message: null }).finish();
  }
}
