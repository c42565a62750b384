import { proto, type WAMessage, type WAMessageKey, WAMessageStubType } from "@whiskeysockets/baileys";
import { bareJid, isGroup, isLid, type Jid } from "../../types/jid.ts";
import type { Message, MessageStatus } from "../../types/message.ts";
import { summarizeContent } from "./message-content.ts";

const { Status } = proto.WebMessageInfo;

/** A contact's two addresses, seen side by side on a stanza. */
export interface IdentityPair {
  readonly pn: Jid;
  readonly lid: Jid;
}

/** The contact's phone-number address where it is known, its linked identity otherwise. */
const preferred = (jid: Jid, alt: string | null | undefined): Jid =>
  isLid(jid) && alt != null && alt !== "" ? bareJid(alt) : jid;

/** The chat a key belongs to, under the contact's phone number where that is known. */
export const chatOf = (key: WAMessageKey): Jid => preferred(bareJid(key.remoteJid ?? ""), key.remoteJidAlt);

/** Both addresses of the chat's contact, when the key carries both. */
export function identityOf(key: WAMessageKey): IdentityPair | undefined {
  if (key.remoteJid == null || key.remoteJidAlt == null || key.remoteJidAlt === "") return undefined;
  const [first, second] = [bareJid(key.remoteJid), bareJid(key.remoteJidAlt)];
  if (isLid(first) && !isLid(second)) return { pn: second, lid: first };
  if (!isLid(first) && isLid(second)) return { pn: first, lid: second };
  return undefined;
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
 * Maps one of Baileys' messages. Resolves `undefined` for what is not part of a conversation: key distribution, history
 * notifications, status updates and stubs.
 */
export function mapMessage(info: WAMessage, account: Jid): Message | undefined {
  const { key } = info;
  if (key.id == null || key.remoteJid == null || key.remoteJid === "status@broadcast") return undefined;
  const undecryptable = info.messageStubType === WAMessageStubType.CIPHERTEXT;
  const summary = undecryptable
    ? ({ type: "undecryptable", text: null, quotedId: null } as const)
    : summarizeContent(info.message);
  if (summary === undefined) return undefined;
  const chat = chatOf(key);
  const fromMe = key.fromMe === true;
  return {
    ...summary,
    chat,
    id: key.id,
    fromMe,
    sender: senderOf(key, chat, fromMe ? account : undefined),
    senderName: fromMe ? null : (info.pushName ?? null),
    timestamp: Number(info.messageTimestamp ?? 0) * 1000,
    status: statusOf(info.status) ?? (fromMe ? "pending" : "delivered"),
    raw: proto.WebMessageInfo.encode(info).finish(),
  };
}

function senderOf(key: WAMessageKey, chat: Jid, self: Jid | undefined): Jid {
  if (self !== undefined) return self;
  if (!isGroup(chat) || key.participant == null) return chat;
  return preferred(bareJid(key.participant), key.participantAlt);
}
