/** Where an identity lives: `pn` are phone numbers, `lid` are linked identities that hide them. */
export type Addressing = "pn" | "lid";

/** The server's own address: nobody at its domain. Baileys compares it letter by letter, the "@" included. */
export const SERVER_JID = "@s.whatsapp.net";

const SERVERS = { pn: "s.whatsapp.net", lid: "lid" } as const satisfies Record<Addressing, string>;

/** An address taken apart: `user:device@server`. No device means device 0, the phone. */
export interface Jid {
  readonly user: string;
  readonly device: number;
  readonly server: string;
}

/** Takes an address apart; `undefined` when it is none. */
export function parseJid(jid: string | undefined): Jid | undefined {
  const match = /^([^@:]*)(?::(\d+))?@(.+)$/.exec(jid ?? "");
  if (!match) return undefined;
  const [, user = "", device = "0", server = ""] = match;
  // "c.us" is what older clients call a phone number's server.
  return { user, device: Number(device), server: server === "c.us" ? SERVERS.pn : server };
}

/** Writes an address; device 0 is left out, as the wire does. */
export function formatJid(user: string, addressing: Addressing, device = 0): string {
  return `${user}${device === 0 ? "" : `:${device}`}@${SERVERS[addressing]}`;
}

/** How an address names people. Anything that is not a LID counts as a phone number. */
export function addressingOf(jid: string | undefined): Addressing {
  return parseJid(jid)?.server === SERVERS.lid ? "lid" : "pn";
}

/** The other way to name the same person. */
export function otherAddressing(addressing: Addressing): Addressing {
  return addressing === "pn" ? "lid" : "pn";
}

/** Whether an address is a group's. */
export function isGroupJid(jid: string | undefined): boolean {
  return parseJid(jid)?.server === "g.us";
}

/** The address without its device: the person, or the group. */
export function bareJid(jid: string): string {
  const parsed = parseJid(jid);
  return parsed ? `${parsed.user}@${parsed.server}` : jid;
}
