import { phoneOf } from "../texts/phone-of.ts";
import type { Chat } from "./chat.ts";

/** What a conversation is called: its name, or else its number. */
export const chatName = ({ jid, altJid, name }: Pick<Chat, "jid" | "altJid" | "name">): string =>
  name ?? phoneOf(altJid !== null && isPhone(altJid) ? altJid : jid);

export const isGroup = (jid: string): boolean => jid.endsWith("@g.us");

const isPhone = (jid: string): boolean => jid.endsWith("@s.whatsapp.net");
