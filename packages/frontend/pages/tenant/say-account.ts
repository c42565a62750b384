/** The number of an account's JID, as people write it; `undefined` when there is none. */
export function sayAccount(jid: string | null): string | undefined {
  const number = jid?.match(/^\d+/)?.[0];
  return number === undefined ? undefined : `+${number}`;
}
