import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { DirectIngestion, MemoryAuthStore, MemoryStorage, TenantManager } from "@polyphone/core";
import { createRouter, issueToken } from "@polyphone/http";
import express from "express";
import { onTestFinished } from "vitest";

const jwtSecret = "a secret of this test, long enough to be one";
export const ADMIN_KEY = "the key";

/** The API of a manager in memory, which can go down and come back under the same address. */
export async function servedApi() {
  const manager = new TenantManager({
    storage: new MemoryStorage(),
    auth: new MemoryAuthStore(),
    ingestion: new DirectIngestion(),
    whatsapp: { url: "ws://127.0.0.1:9" },
    connectTimeoutMs: 300,
  });
  await manager.start();
  const app = express().use("/api", createRouter(manager, { jwtSecret, adminKey: ADMIN_KEY }));
  let server = createServer(app);
  const up = async (port = 0) => {
    server = createServer(app).listen(port, "127.0.0.1");
    await once(server, "listening");
    return (server.address() as AddressInfo).port;
  };
  const down = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  };
  const port = await up();
  onTestFinished(async () => {
    await down();
    await manager.stop();
  });
  const tenant = manager.tenant("tenant-a");
  await tenant.configure({});
  return {
    manager,
    tenant,
    baseUrl: `http://127.0.0.1:${port}/api`,
    token: await issueToken({ jwtSecret, tenantId: "tenant-a", lifetimeMs: 3_600_000 }),
    restart: async (meanwhile: () => Promise<unknown>) => {
      await down();
      await meanwhile();
      await up(port);
    },
  };
}
