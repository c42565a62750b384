import { join } from "node:path";
import {
  FileAuthStore,
  InboxIngestion,
  SqliteAuthStore,
  SqliteInboxLog,
  SqliteStorage,
  TenantManager,
} from "@polyphone/core";
import type { Subject, SubjectOptions } from "./subject.ts";

/** A `TenantManager` as `new TenantManager()` makes it: messages in SQLite, credentials there too or in files, everything durable. */
export async function ourSubject({
  url,
  noiseRootPublicKey,
  directory,
  store,
  resumeConcurrency = 0,
}: SubjectOptions): Promise<Subject> {
  const where = { directory: join(directory, "ours") };
  const storage = new SqliteStorage(where);
  const auth = store === "file" ? new FileAuthStore(where) : new SqliteAuthStore(where);
  const ingestion = new InboxIngestion({ log: new SqliteInboxLog(where) });
  const whatsapp = { url, noiseRootPublicKey };
  const manager = new TenantManager({ storage, auth, ingestion, whatsapp, resumeConcurrency });
  if (resumeConcurrency === 0) await manager.start();
  const connected = (tenant: string) =>
    new Promise<void>((resolve) => {
      const listener = (event: { tenantId: string; status: string }) => {
        if (event.tenantId !== tenant || event.status !== "connected") return;
        manager.off("connection", listener);
        resolve();
      };
      manager.on("connection", listener);
    });
  return {
    open: async (tenant) => {
      const result = await manager.tenant(tenant).connect();
      if (result.status !== "connected") throw new Error(`${tenant} is not paired`);
    },
    resume: async (tenants) => {
      const all = Promise.all(tenants.map(connected));
      await manager.start();
      await all;
    },
    close: (tenant) => manager.tenant(tenant).disconnect(),
    pair: async (tenant, scan) => {
      const open = connected(tenant);
      const result = await manager.tenant(tenant).connect();
      if (result.status === "waiting_qr") await scan(result.qr);
      await open;
    },
    send: async (tenant, to, text) => {
      await manager.tenant(tenant).sendText(to, text);
    },
    onReceived: (listener) => void manager.on("message.received", listener),
    onDelivered: (listener) => {
      manager.on("message.status", ({ status }) => {
        if (status === "delivered") listener();
      });
      // A receipt that is faster than the message's own way to the store comes with the message.
      manager.on("message.sent", ({ message }) => {
        if (message.status === "delivered") listener();
      });
    },
    stop: async () => {
      await manager.stop();
      await storage.close();
      await auth.close();
    },
  };
}
