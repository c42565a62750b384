import { proto } from "@whiskeysockets/baileys";
import { bareJid } from "../wire/jid.ts";
import { contentOf } from "./logged-content.ts";
import type { LoggedMessage } from "./message-log.ts";

const { REVOKE, MESSAGE_EDIT } = proto.Message.ProtocolMessage.Type;

/** How the owner of the phone names a message to others. */
function keyOf({ id, chat, direction, participant }: LoggedMessage): proto.IMessageKey {
  const author = direction === "incoming" && participant ? { participant: bareJid(participant) } : {};
  return { id, remoteJid: chat, fromMe: direction === "outgoing", ...author };
}

/** The content that puts another text in a message's place, wrapped as WhatsApp's clients wrap it. */
export function editOf(message: LoggedMessage, text: string): proto.IMessage {
  const editedMessage = { conversation: text };
  const protocolMessage = { key: keyOf(message), type: MESSAGE_EDIT, editedMessage, timestampMs: Date.now() };
  return { editedMessage: { message: { protocolMessage } } };
}

/** The content that takes a message back for everybody. */
export function revokeOf(message: LoggedMessage): proto.IMessage {
  return { protocolMessage: { key: keyOf(message), type: REVOKE } };
}

/** The content that reacts to a message; an empty emoji takes the reaction back. */
export function reactionTo(message: LoggedMessage, emoji: string): proto.IMessage {
  return { reactionMessage: { key: keyOf(message), text: emoji, senderTimestampMs: Date.now() } };
}

/** The content that answers a message, quoting it. `author` is the address of who wrote it. */
export function answerTo(message: LoggedMessage, author: string, text: string): proto.IMessage {
  const contextInfo = { stanzaId: message.id, participant: author, quotedMessage: contentOf(message) };
  return { extendedTextMessage: { text, contextInfo } };
}
