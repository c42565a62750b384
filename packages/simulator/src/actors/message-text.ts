import type { proto } from "@whiskeysockets/baileys";
import { innerContent } from "./inner-content.ts";

/** What a person would read: text or caption. `undefined` when the message is not one to show (keys, settings, …). */
export function messageText(message: proto.IMessage): string | undefined {
  const inner = innerContent(message);
  const shown =
    inner.conversation ??
    inner.extendedTextMessage?.text ??
    inner.imageMessage?.caption ??
    inner.videoMessage?.caption ??
    inner.documentMessage?.caption ??
    inner.reactionMessage?.text;
  if (typeof shown === "string" && shown !== "") return shown;
  const { senderKeyDistributionMessage: _keys, messageContextInfo: _context, protocolMessage, ...rest } = inner;
  const hasContent = Object.values(rest).some((part) => part !== null && part !== undefined && part !== "");
  return !protocolMessage && hasContent ? "" : undefined;
}
