import ipaddr from "ipaddr.js";

/** What the whole world may reach over IPv6 lies in here; anything else is local, reserved, or hides an IPv4 address. */
const GLOBAL_UNICAST = ipaddr.parseCIDR("2000::/3") as [ipaddr.IPv6, number];

/** Newer than the tables of `ipaddr.js`: RFC 9637 documentation, RFC 9602 segment routing. */
const NOT_PUBLIC = ["3fff::/20", "5f00::/16"].map((range) => ipaddr.parseCIDR(range) as [ipaddr.IPv6, number]);

/**
 * True for an address that anybody on the internet may be reached at. An IPv6 address with an IPv4 one inside (mapped,
 * translated, 6to4, Teredo) never is, wherever it leads: whoever means the IPv4 address can name it.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== "unicast") return false;
  if (address instanceof ipaddr.IPv4) return true;
  return address.match(GLOBAL_UNICAST) && !NOT_PUBLIC.some((range) => address.match(range));
}
