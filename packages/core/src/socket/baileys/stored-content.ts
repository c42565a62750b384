import { proto } from "@whiskeysockets/baileys";
import type { Message } from "../../types/message.ts";

/** The content of a stored message, as WhatsApp has it. `undefined` when there is none. */
export const contentOf = ({ raw }: Message): proto.IMessage | undefined =>
  proto.WebMessageInfo.decode(raw).message ?? undefined;

/** Its key as WhatsApp gave it, with the address that its author used. */
export const keyOf = ({ raw, chat, id, fromMe }: Message): proto.IMessageKey =>
  proto.WebMessageInfo.decode(raw).key ?? { remoteJid: chat, id, fromMe };
