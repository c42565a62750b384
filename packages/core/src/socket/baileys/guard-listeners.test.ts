import { EventEmitter } from "node:events";
import { makeWASocket } from "@whiskeysockets/baileys";
import { expect, it } from "vitest";
import { silentLogger } from "../../logger.ts";
import { MemoryAuthStore } from "../../storage/auth/memory-auth-store.ts";
import { parseTenantId } from "../../types/parse-tenant-id.ts";
import { loadAuthState } from "./auth-state.ts";
import { baileysLogger } from "./baileys-logger.ts";
import { guardListeners } from "./guard-listeners.ts";
import { KeyCache } from "./key-cache.ts";

const tenant = parseTenantId("tenant-a");

it("hears what listeners throw and reject with, and calls each as before", async () => {
  const emitter = new EventEmitter();
  const calls: unknown[] = [];
  emitter.on("fine", (...args: unknown[]) => calls.push(args));
  emitter.on("throws", () => {
    throw new Error("thrown");
  });
  emitter.on("rejects", () => Promise.reject(new Error("rejected")));
  const failures: string[] = [];
  guardListeners(emitter, (event, error) => failures.push(`${String(event)}: ${(error as Error).message}`));
  for (const event of ["fine", "throws", "rejects"]) expect(emitter.emit(event, 1, 2)).toBe(true);
  expect(calls).toEqual([[1, 2]]);
  await new Promise((resolve) => setImmediate(resolve));
  expect(failures).toEqual(["throws: thrown", "rejects: rejected"]);
});

// Each writes to the connection, which is gone. Unguarded, the rejection would end the process.
it.each([
  ["CB:ib,,offline_preview", { tag: "ib", attrs: {}, content: [{ tag: "offline_preview", attrs: { count: "1" } }] }],
  ["CB:iq,type:set,pair-device", { tag: "iq", attrs: { id: "1" }, content: [{ tag: "pair-device", attrs: {} }] }],
])("keeps the process up when a connection is lost while Baileys answers %s", async (event, stanza) => {
  const auth = await loadAuthState(new MemoryAuthStore(), tenant, new KeyCache().scope());
  const sock = makeWASocket({ auth, logger: baileysLogger(silentLogger, tenant), waWebSocketUrl: "ws://127.0.0.1:9" });
  try {
    const failed = new Promise((resolve) => guardListeners(sock.ws, (name) => resolve(name)));
    sock.ws.emit(event, stanza);
    expect(await failed).toBe(event);
  } finally {
    await sock.end(undefined);
  }
});
