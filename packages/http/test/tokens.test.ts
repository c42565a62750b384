import { expect, it } from "vitest";
import { issueToken, type Scope } from "../src/index.ts";
import { api, jwtSecret, provision, tokenOf } from "./api.ts";

const scoped = (...scopes: Scope[]) => issueToken({ jwtSecret, tenantId: "tenant-a", lifetimeMs: 3_600_000, scopes });

it("lets a token do what its scopes say, and says which one is missing", async () => {
  const ask = await api();
  await provision(ask);
  const statusesOf = async (token: string) => [
    (await ask("GET", "/api/session/status", { token })).status,
    (await ask("POST", "/api/message/send-text", { token, body: { to: "1234567890", message: "hi" } })).status,
    (await ask("POST", "/api/session/stop", { token })).status,
  ];
  // 409: it may send, but is not connected.
  expect(await statusesOf(await scoped("read"))).toEqual([200, 403, 403]);
  expect(await statusesOf(await scoped("send"))).toEqual([403, 409, 403]);
  expect(await statusesOf(await scoped("read", "manage"))).toEqual([200, 403, 200]);
  expect(await statusesOf(await tokenOf())).toEqual([200, 409, 200]);
  const refused = await ask("POST", "/api/session/stop", { token: await scoped("read") });
  expect(refused.body).toMatchObject({ code: "INSUFFICIENT_SCOPE" });
  expect(refused.headers.get("www-authenticate")).toBe('Bearer error="insufficient_scope", scope="manage"');
});

it("refuses tokens from before a revocation, at once and for that tenant alone", async () => {
  const ask = await api({ adminKey: "the key" });
  const old = await provision(ask);
  const other = await provision(ask, { tenantId: "tenant-b" });
  const status = async (token: unknown) => (await ask("GET", "/api/session/status", { token: String(token) })).status;
  expect(await status(old.token)).toBe(200);
  const headers = { "x-admin-key": "the key" };
  const revoked = await ask("POST", "/api/admin/tenants/tenant-a/revoke-tokens", { headers });
  expect(revoked.status).toBe(200);
  const refused = await ask("GET", "/api/session/status", { token: String(old.token) });
  expect(refused).toMatchObject({ status: 401, body: { message: "The token has been revoked: get a new one." } });
  expect(await status(other.token)).toBe(200);
  expect(await status((await provision(ask)).token)).toBe(200);
});

it("can leave it to the host to say whose request it is", async () => {
  const ask = await api({ authenticate: ({ headers }) => headers["x-user"]?.toString() });
  const as = (user: string) => ask("GET", "/api/session/status", { headers: { "x-user": user } });
  expect(await as("tenant-a")).toMatchObject({ status: 200 });
  expect(await as("../x")).toMatchObject({ status: 401 });
  expect(await ask("GET", "/api/session/status", { token: await tokenOf() })).toMatchObject({ status: 401 });
});
