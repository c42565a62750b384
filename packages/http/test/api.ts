import {
  DirectIngestion,
  MemoryAuthStore,
  MemoryStorage,
  TenantManager,
  type TenantManagerOptions,
} from "@polyphone/core";
import express from "express";
import { expect, onTestFinished } from "vitest";
import { createRouter, issueToken, type RouterOptions } from "../src/index.ts";
import { Contract, type OpenApiDocument } from "./contract.ts";
import { type Ask, served } from "./served.ts";

/** Of every router of these tests. */
export const jwtSecret = "a secret of this test, long enough to be one";
const HOUR_MS = 3_600_000;

/** The router below `/api`, on a manager in memory whose WhatsApp is a port where nobody listens. */
export async function api(
  options: Partial<RouterOptions> = {},
  managerOptions: TenantManagerOptions = {},
): Promise<Ask> {
  const manager = new TenantManager({
    storage: new MemoryStorage(),
    auth: new MemoryAuthStore(),
    ingestion: new DirectIngestion(),
    whatsapp: { url: "ws://127.0.0.1:9" },
    connectTimeoutMs: 300,
    ...managerOptions,
  });
  await manager.start();
  onTestFinished(() => manager.stop());
  const ask = await served(express().use("/api", createRouter(manager, { jwtSecret, ...options })));
  return contracted(ask);
}

/** Asks, and holds every answer against the API's own document. */
async function contracted(ask: Ask): Promise<Ask> {
  const { status, body: document } = await ask("GET", "/api/openapi.json");
  if (status !== 200) return ask;
  const contract = new Contract(document as OpenApiDocument);
  return Object.assign(
    async (...asked: Parameters<Ask>) => {
      const [method, path] = asked;
      const answer = await ask(...asked);
      if (path.startsWith("/api/")) contract.check(method, path.slice("/api".length), answer);
      return answer;
    },
    { origin: ask.origin },
  );
}

/** A token of this tenant, signed as a host would. */
export const tokenOf = (tenantId = "tenant-a", lifetimeMs = HOUR_MS): Promise<string> =>
  issueToken({ jwtSecret, tenantId, lifetimeMs });

/** Provisions a tenant over HTTP; resolves with the answer's body. */
export async function provision(ask: Ask, body: object = { tenantId: "tenant-a" }): Promise<Record<string, unknown>> {
  const answer = await ask("POST", "/api/auth/token", { body });
  expect(answer.status).toBe(200);
  return answer.body as Record<string, unknown>;
}
