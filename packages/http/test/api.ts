import { DirectIngestion, MemoryAuthStore, MemoryStorage, TenantManager } from "@polyphone/core";
import express from "express";
import { expect, onTestFinished } from "vitest";
import { createRouter, issueToken, type RouterOptions } from "../src/index.ts";
import { type Ask, served } from "./served.ts";

const jwtSecret = "a secret of this test, long enough to be one";
const HOUR_MS = 3_600_000;

/** The router below `/api`, on a manager in memory whose WhatsApp is a port where nobody listens. */
export async function api(options: Partial<RouterOptions> = {}): Promise<Ask> {
  const manager = new TenantManager({
    storage: new MemoryStorage(),
    auth: new MemoryAuthStore(),
    ingestion: new DirectIngestion(),
    whatsapp: { url: "ws://127.0.0.1:9" },
    connectTimeoutMs: 300,
  });
  await manager.start();
  onTestFinished(() => manager.stop());
  return served(express().use("/api", createRouter(manager, { jwtSecret, ...options })));
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
