import { InvalidRecipientError } from "../errors.ts";

/** A WhatsApp address without a device: `<digits>@s.whatsapp.net` (PN), `<digits>@lid` (LID) or `<id>@g.us` (group). */
export type Jid = string;

const PHONE = /^\+?(\d{5,15})$/;
const USER_JID = /^(\d{5,20})@(s\.whatsapp\.net|lid)$/;
const GROUP_JID = /^(\d{5,25}(?:-\d{5,15})?)@g\.us$/;

/**
 * Reads a recipient as people write it: a phone number in digits (`1234567890`, a leading `+` and spaces, dots, hyphens
 * and brackets allowed) or a JID.
 * @throws InvalidRecipientError when it is neither.
 */
export function parseRecipient(to: unknown): Jid {
  if (typeof to !== "string") throw new InvalidRecipientError();
  const trimmed = to.trim();
  if (USER_JID.test(trimmed) || GROUP_JID.test(trimmed)) return trimmed;
  return `${parsePhone(trimmed)}@s.whatsapp.net`;
}

/** The digits of a phone number as people write it, country code first. @throws InvalidRecipientError */
export function parsePhone(phone: string): string {
  const digits = PHONE.exec(phone.replace(/[\s().-]/g, ""))?.[1];
  if (digits === undefined) throw new InvalidRecipientError();
  return digits;
}

/** The JID without its device: `49123:7@s.whatsapp.net` becomes `49123@s.whatsapp.net`. */
export function bareJid(jid: string): Jid {
  return jid.replace(/(?::\d+)?@/, "@");
}

/** True for a phone number (`@s.whatsapp.net`). */
export const isPhone = (jid: string): boolean => jid.endsWith("@s.whatsapp.net");

/** True for a linked identity (`@lid`). */
export const isLid = (jid: string): boolean => jid.endsWith("@lid");

/** True for a group (`@g.us`). */
export const isGroup = (jid: string): boolean => jid.endsWith("@g.us");
