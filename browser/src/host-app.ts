import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Express } from "express";

/** An app of somebody who mounts the pages in it, listening. */
export interface HostApp {
  readonly url: string;
  close(): Promise<void>;
}

/** Listens at a free port of this machine. */
export async function serveHost(app: Express): Promise<HostApp> {
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
