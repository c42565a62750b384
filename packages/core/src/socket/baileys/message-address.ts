import type { WAMessageKey } from "@whiskeysockets/baileys";
import type { Author } from "../../types/ingest-record.ts";
import { bareJid, isGroup, isLid, type Jid } from "../../types/jid.ts";

/** A contact's two addresses, seen side by side on a stanza. */
export interface IdentityPair {
  readonly pn: Jid;
  readonly lid: Jid;
}

const isPn = (jid: Jid) => jid.endsWith("@s.whatsapp.net");

/** The contact's phone-number address where it is known, its linked identity otherwise. */
const preferred = (jid: Jid, alt: string | null | undefined): Jid =>
  isLid(jid) && alt != null && alt !== "" ? bareJid(alt) : jid;

/** Whom the chat is with. A message to a broadcast list is one of its author's chat to everybody who receives it. */
function peerOf({ remoteJid, participant, fromMe }: WAMessageKey): Jid {
  const author = fromMe !== true && remoteJid?.endsWith("@broadcast") === true ? participant : undefined;
  return bareJid(author || (remoteJid ?? ""));
}

/** The chat a key belongs to, under the contact's phone number where that is known. */
export const chatOf = (key: WAMessageKey): Jid => preferred(peerOf(key), key.remoteJidAlt);

/** Who wrote the message of this key; in a group its participant, by phone number where that is known. */
export function authorOf(key: WAMessageKey, account: Jid): Author {
  if (key.fromMe === true) return { fromMe: true, sender: account };
  const chat = chatOf(key);
  const isMember = isGroup(chat) && key.participant != null && key.participant !== "";
  return { fromMe: false, sender: isMember ? preferred(bareJid(key.participant ?? ""), key.participantAlt) : chat };
}

/** Both addresses of the chat's contact, when the key carries both. */
export function identityOf(key: WAMessageKey): IdentityPair | undefined {
  const [first, second] = [peerOf(key), bareJid(key.remoteJidAlt ?? "")];
  if (isLid(first) && isPn(second)) return { pn: second, lid: first };
  if (isPn(first) && isLid(second)) return { pn: first, lid: second };
  return undefined;
}
