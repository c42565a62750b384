/**
 * Receivers in a process of their own: one that takes everything at once, and one that never answers. Its first message are their
 * ports; asked, it tells how much CPU it has taken.
 */
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

async function listen(listener: RequestListener): Promise<number> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

const taking = await listen((request, response) => {
  request.resume().on("end", () => response.writeHead(204).end());
});
const silent = await listen((request) => void request.resume());
process.on("message", () => {
  const { user, system } = process.cpuUsage();
  process.send?.(user + system);
});
process.send?.({ taking, silent });
