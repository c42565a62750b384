import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { SimulatorError } from "../errors.ts";

/** Endings of names that no name server of the internet answers for: nobody can make such a name lead here. */
const PRIVATE_ENDINGS = [".localhost", ".local", ".internal", ".test"];

/**
 * There is no password, so a page of somebody else, open in a browser on this machine, must not be able to call. Throws
 * `FOREIGN_REQUEST` for requests that such a page has made, and for hosts that it may have made up (DNS rebinding). Programs
 * send none of these headers.
 */
export function refuseForeign({ headers, method }: IncomingMessage): void {
  const { host = "", origin } = headers;
  const site = headers["sec-fetch-site"];
  const isLink = method === "GET" && headers["sec-fetch-dest"] === "document";
  const isFromElsewhere = site !== undefined && site !== "same-origin" && site !== "none" && !isLink;
  if (isFromElsewhere || (origin !== undefined && !isOriginOf(origin, host)) || !isOwnName(host)) {
    throw new SimulatorError("FOREIGN_REQUEST", "only pages and programs of this machine may call");
  }
}

function isOriginOf(origin: string, host: string): boolean {
  return origin === `http://${host}` || origin === `https://${host}`;
}

function isOwnName(host: string): boolean {
  const name = host
    .replace(/:\d+$/, "")
    .replace(/^\[(.*)\]$/, "$1")
    .replace(/\.$/, "")
    .toLowerCase();
  return isIP(name) !== 0 || !name.includes(".") || PRIVATE_ENDINGS.some((ending) => name.endsWith(ending));
}
