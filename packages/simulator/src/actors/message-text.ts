import type { proto } from "@whiskeysockets/baileys";

/** What a person would read: text or caption. `undefined` when the message is not one to show (keys, settings, …). */
export function messageText(message: proto.IMessage): string | undefined {
  const inner =
    message.ephemeralMessage?.message ??
    message.viewOnceMessage?.message ??
    message.documentWithCaptionMessage?.message;
  if (inner) return messageText(inner);
  const shown =
    message.conversation ??
    message.extendedTextMessage?.text ??
    message.imageMessage?.caption ??
    message.videoMessage?.caption ??
    message.documentMessage?.caption ??
    message.reactionMessage?.text;
  if (typeof shown === "string" && shown !== "") return shown;
  const { senderKeyDistributionMessage: _keys, messageContextInfo: _context, protocolMessage, ...rest } = message;
  const hasContent = Object.values(rest).some((part) => part !== null && part !== undefined && part !== "");
  return !protocolMessage && hasContent ? "" : undefined;
}
