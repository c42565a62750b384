import { DirectIngestion, type Ingestion, MemoryStorage, parseTenantId } from "@polyphone/core";
import { expect, it } from "vitest";
import { issueToken } from "../src/index.ts";
import { api, jwtSecret, provision } from "./api.ts";
import { textRecord } from "./text-record.ts";

const headers = { "x-admin-key": "the key" };

/** Says that each tenant has as many records waiting as its id has characters. */
class Waiting extends DirectIngestion implements Ingestion {
  depth = (tenant: string) => tenant.length;
}

/** Two tenants; the first has one message. */
async function tenants() {
  const storage = new MemoryStorage();
  const ask = await api({ adminKey: "the key" }, { storage, ingestion: new Waiting() });
  const token = String((await provision(ask, { tenantId: "anna" })).token);
  await provision(ask, { tenantId: "bertha" });
  await storage.apply(parseTenantId("anna"), [
    textRecord("15550001111@s.whatsapp.net", "A", "hello", 1_700_000_000_000),
  ]);
  return { ask, token };
}

it("shows a tenant itself, as the administrator sees it", async () => {
  const { ask, token } = await tenants();
  const own = await ask("GET", "/api/tenant", { token });
  expect(own.body).toEqual({
    success: true,
    tenant: {
      ...{ tenantId: "anna", webhook_url: null, paused: false, status: "new", account: null },
      ...{ createdAt: expect.any(Number), updatedAt: expect.any(Number) },
      ...{ lastActivityAt: 1_700_000_000_000, queueDepth: 4 },
    },
  });
  expect((await ask("GET", "/api/admin/tenants/anna", { headers })).body).toEqual(own.body);
});

it("tells the administrator of all tenants when each was active, and what waits", async () => {
  const { ask } = await tenants();
  const { body } = await ask("GET", "/api/admin/tenants", { headers });
  const told = (body as { tenants: Record<string, unknown>[] }).tenants.map(
    ({ tenantId, lastActivityAt, queueDepth }) => [tenantId, lastActivityAt, queueDepth],
  );
  expect(told.sort()).toEqual([
    ["anna", 1_700_000_000_000, 4],
    ["bertha", null, 6],
  ]);
});

it("hands a tenant everything that is stored of it, and nothing of others", async () => {
  const { ask, token } = await tenants();
  const own = await ask("GET", "/api/tenant/export", { token, raw: true });
  expect(own.headers.get("content-type")).toBe("application/x-ndjson; charset=utf-8");
  const lines = String(own.body).trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line).kind)).toEqual(["tenant", "chat", "message"]);
  expect((await ask("GET", "/api/admin/tenants/anna/export", { headers, raw: true })).body).toBe(own.body);
});

it("erases a tenant that asks for it, and no other, and refuses its token from then on", async () => {
  const { ask, token } = await tenants();
  expect(await ask("DELETE", "/api/tenant", { token })).toMatchObject({
    status: 200,
    body: { success: true, tenantId: "anna" },
  });
  const refused = await ask("POST", "/api/session/start", { token });
  expect(refused).toMatchObject({ status: 401, body: { message: "The token has been revoked: get a new one." } });
  expect(await ask("GET", "/api/admin/tenants/anna", { headers })).toMatchObject({ status: 404 });
  expect(await ask("GET", "/api/admin/tenants/bertha", { headers })).toMatchObject({ status: 200 });
});

it("begins anew with a new token after it was erased, and its old one stays refused", async () => {
  const { ask, token } = await tenants();
  await ask("DELETE", "/api/tenant", { token });
  const { token: fresh } = await provision(ask, { tenantId: "anna" });
  const own = await ask("GET", "/api/tenant", { token: String(fresh) });
  expect(own.body).toMatchObject({ tenant: { tenantId: "anna", lastActivityAt: null } });
  expect(await ask("GET", "/api/tenant", { token })).toMatchObject({ status: 401 });
});

it("lets nobody export or erase who may only read", async () => {
  const { ask } = await tenants();
  const token = await issueToken({ jwtSecret, tenantId: "anna", lifetimeMs: 60_000, scopes: ["read", "send"] });
  const statuses = [];
  for (const [method, path] of [
    ["GET", "/api/tenant"],
    ["GET", "/api/tenant/export"],
    ["DELETE", "/api/tenant"],
  ] as const) {
    statuses.push((await ask(method, path, { token })).status);
  }
  expect(statuses).toEqual([200, 403, 403]);
});
