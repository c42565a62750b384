import {
  DirectIngestion,
  type Ingestion,
  MemoryAuthStore,
  MemoryStorage,
  type Projection,
  parseTenantId,
  TenantManager,
} from "@polyphone/core";
import express from "express";
import { expect, it, onTestFinished } from "vitest";
import { createRouter, Operations, type OperationsOptions } from "../src/index.ts";
import { jwtSecret, tokenOf } from "./api.ts";
import { served } from "./served.ts";

/** Accepts, and stores nothing. */
class Stuck extends DirectIngestion implements Ingestion {
  records = 0;
  override async start(_: Projection): Promise<void> {}
  state = () => ({ depth: this.records, lagMs: 1_500 });
}

async function watched(options: OperationsOptions = {}, ingestion: Ingestion = new DirectIngestion()) {
  const storage = new MemoryStorage();
  const manager = new TenantManager({
    storage,
    auth: new MemoryAuthStore(),
    ingestion,
    whatsapp: { url: "ws://127.0.0.1:9" },
    connectTimeoutMs: 100,
  });
  await manager.start();
  onTestFinished(() => manager.stop());
  const operations = new Operations(manager, options);
  const app = express().use(operations.router);
  app.use("/api", createRouter(manager, { jwtSecret, observe: operations.observe }));
  return { ask: await served(app), manager, storage };
}

it("lives, and is ready once the storage answers", async () => {
  const { ask, storage } = await watched();
  expect(await ask("GET", "/health")).toMatchObject({ status: 200, body: { status: "ok" } });
  expect(await ask("GET", "/ready")).toMatchObject({
    status: 200,
    body: { status: "ready", storage: "ok", queue: null, sessions: { connected: 0 } },
  });
  await storage.close();
  expect(await ask("GET", "/ready")).toMatchObject({ status: 503, body: { status: "not ready", storage: "away" } });
  expect(await ask("GET", "/health")).toMatchObject({ status: 200 });
});

it("is not ready while too much waits to be stored", async () => {
  const ingestion = new Stuck();
  const { ask } = await watched({ maxDepth: 10 }, ingestion);
  ingestion.records = 10;
  expect(await ask("GET", "/ready")).toMatchObject({ status: 200, body: { queue: { depth: 10, lagMs: 1_500 } } });
  ingestion.records = 11;
  expect(await ask("GET", "/ready")).toMatchObject({ status: 503 });
});

it("counts sessions, messages, waiting records and the time of each route", async () => {
  const ingestion = new Stuck();
  ingestion.records = 3;
  const { ask, manager } = await watched({}, ingestion);
  const token = await tokenOf("anna");
  await ask("GET", "/api/session/status", { token });
  await ask("POST", "/api/session/start", { token });
  await manager.tenant("anna").disconnect();
  const { headers, body } = await ask("GET", "/metrics", { raw: true });
  expect(headers.get("content-type")).toContain("text/plain");
  for (const line of [
    'polyphone_sessions{state="stopped"} 1',
    'polyphone_sessions{state="connected"} 0',
    "polyphone_inbox_depth 3",
    "polyphone_projector_lag_seconds 1.5",
    'polyphone_messages_total{direction="in"} 0',
    'polyphone_webhook_deliveries_total{outcome="dead"} 0',
    'polyphone_http_request_duration_seconds_count{method="GET",route="/session/status",status="200"} 1',
    'polyphone_http_request_duration_seconds_count{method="POST",route="/session/start",status="504"} 1',
  ]) {
    expect(body).toContain(`${line}\n`);
  }
  expect(body).toMatch(/polyphone_event_loop_delay_p99_seconds \d/);
  expect(body).not.toContain(parseTenantId("anna"));
});

it("shows nothing but that it lives to strangers, and more to who has the key", async () => {
  const { ask } = await watched({ adminKey: "the key" });
  const proxied = { "x-forwarded-for": "203.0.113.7" };
  for (const path of ["/ready", "/metrics"]) {
    expect(await ask("GET", path, { headers: proxied })).toMatchObject({ status: 404 });
    expect(await ask("GET", path, { headers: { ...proxied, "x-admin-key": "a key" } })).toMatchObject({ status: 404 });
    expect((await ask("GET", path, { headers: { ...proxied, "x-admin-key": "the key" }, raw: true })).status).toBe(200);
  }
  expect(await ask("GET", "/health", { headers: proxied })).toMatchObject({ status: 200 });
});

it("takes a caller for a stranger who does not come from this machine", async () => {
  const { manager } = await watched();
  const app = express().use((request, _response, next) => {
    Object.defineProperty(request.socket, "remoteAddress", { value: "203.0.113.7" });
    next();
  });
  const ask = await served(app.use(new Operations(manager).router));
  expect(await ask("GET", "/metrics")).toMatchObject({ status: 404 });
});
