import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";

const FORWARDED = ["forwarded", "x-forwarded-for", "x-real-ip"] as const;

/** True for a caller on this machine that no proxy speaks for. */
export function isLocalRequest({ socket, headers }: Pick<IncomingMessage, "socket" | "headers">): boolean {
  const address = socket.remoteAddress?.replace(/^::ffff:/, "") ?? "";
  const isLoopback = address === "::1" || (isIP(address) === 4 && address.startsWith("127."));
  return isLoopback && FORWARDED.every((name) => headers[name] === undefined);
}
