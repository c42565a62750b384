import { proto, type WAMessage } from "@whiskeysockets/baileys";
import type { Message } from "../../types/message.ts";
import type { SentMessage } from "../../types/sent-message.ts";

/** What a send resolves with, of the message that went out. */
export function sentResult(chat: string, id: string, info: Pick<WAMessage, "messageTimestamp">): SentMessage {
  return { id, chat, timestamp: Number(info.messageTimestamp ?? 0) * 1000, result: info };
}

/** The same of a message that is stored, so that a repeated send is answered as it was the first time. */
export const storedResult = ({ chat, id, raw }: Message): SentMessage =>
  sentResult(chat, id, proto.WebMessageInfo.decode(raw));
