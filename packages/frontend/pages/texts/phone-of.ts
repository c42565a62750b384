/** The number of a JID as people write it; the JID itself when it has none. */
export function phoneOf(jid: string): string {
  const digits = /^(\d+)(?::\d+)?@s\.whatsapp\.net$/.exec(jid)?.[1];
  return digits === undefined ? jid : `+${digits}`;
}
