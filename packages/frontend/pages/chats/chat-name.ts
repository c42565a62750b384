import type { Chat } from "./chat.ts";

/** What a conversation is called: its name, or else its number. */
export const chatName = ({ jid, altJid, name }: Pick<Chat, "jid" | "altJid" | "name">): string =>
  name ?? phoneOf(altJid !== null && isPhone(altJid) ? altJid : jid);

/** The number of a JID as people write it; the JID itself when it has none. */
export function phoneOf(jid: string): string {
  const digits = /^(\d+)(?::\d+)?@s\.whatsapp\.net$/.exec(jid)?.[1];
  return digits === undefined ? jid : `+${digits}`;
}

export const isGroup = (jid: string): boolean => jid.endsWith("@g.us");

const isPhone = (jid: string): boolean => jid.endsWith("@s.whatsapp.net");
