import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";

/** An HTTP server that listens. */
export interface Listener {
  /** Where to reach it from this machine. */
  readonly url: string;
  /** Takes no more requests, lets the ones at hand end for a while, then cuts them. */
  close(): Promise<void>;
}

/** How long requests at hand may take at the end: a `session/start` may wait much longer for a QR. */
const GRACE_MS = 3000;
const SWEEP_MS = 50;

/** Listens. Port 0 takes a free one. Rejects when the address cannot be had. */
export async function listen(app: RequestListener, host: string, port: number): Promise<Listener> {
  const server = createServer(app);
  server.listen(port, host);
  await once(server, "listening");
  return {
    url: `http://${reachable(host)}:${portOf(server.address())}`,
    async close() {
      const closed = once(server, "close");
      server.close();
      // A connection whose last request has just ended stays open for the next one, which will not come.
      const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
      const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS);
      await closed;
      clearInterval(sweep);
      clearTimeout(cut);
    },
  };
}

/** True when only this machine can reach the host. */
export const isLoopback = (host: string): boolean => host === "localhost" || host === "::1" || host.startsWith("127.");

/** A wildcard is nowhere to go: name the address that always answers. */
function reachable(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}

const portOf = (address: ReturnType<ReturnType<typeof createServer>["address"]>): number =>
  address === null || typeof address === "string" ? 0 : address.port;
