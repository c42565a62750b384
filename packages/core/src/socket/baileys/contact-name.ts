import type { Contact } from "@whiskeysockets/baileys";

/** As many digits as the shortest phone number has. */
const MIN_DIGITS = 5;

/**
 * The name that this account's address book has for a contact. `undefined` where something else stands in its place: what
 * the contact calls itself, or its number.
 */
export function contactName({ name, notify, username }: Partial<Contact>): string | undefined {
  if (name == null || name === "" || name === notify || name === username || isNumber(name)) return undefined;
  return name;
}

const isNumber = (name: string) => !/\p{L}/u.test(name) && (name.match(/\d/g)?.length ?? 0) >= MIN_DIGITS;
