import { expect, it } from "vitest";
import { api, provision, tokenOf } from "./api.ts";

const headers = { "x-admin-key": "the key" };

async function administered() {
  const ask = await api({ adminKey: "the key", rateLimits: { perAddress: { requests: 20, perMs: 60_000 } } });
  for (const tenantId of ["anna", "bert", "carl"]) await provision(ask, { tenantId });
  return ask;
}

it("lists all tenants, page by page, with the way to the next page in headers too", async () => {
  const ask = await administered();
  const first = await ask("GET", "/api/admin/tenants?limit=2", { headers });
  const link = /^<(.+)>; rel="next"$/.exec(first.headers.get("link") ?? "")?.[1] ?? "";
  const second = await ask("GET", `/api/admin/tenants${link}`, { headers });
  const ids = [first, second].flatMap(({ body }) =>
    (body as { tenants: { tenantId: string }[] }).tenants.map(({ tenantId }) => tenantId),
  );
  expect(ids.sort()).toEqual(["anna", "bert", "carl"]);
  expect(second.body).toMatchObject({ nextCursor: null });
  expect(second.headers.get("link")).toBeNull();
});

it("pauses a tenant, which then cannot connect, and resumes it", async () => {
  const ask = await administered();
  const paused = await ask("POST", "/api/admin/tenants/anna/pause", { headers });
  expect(paused.body).toMatchObject({ success: true, tenant: { tenantId: "anna", paused: true } });
  const token = await tokenOf("anna");
  expect(await ask("POST", "/api/session/start", { token })).toMatchObject({
    status: 409,
    body: { code: "TENANT_PAUSED" },
  });
  await ask("POST", "/api/admin/tenants/anna/resume", { headers });
  // It may connect again; here nobody answers.
  expect(await ask("POST", "/api/session/start", { token })).toMatchObject({ status: 504 });
});

it("exports a tenant, one line for each piece", async () => {
  const ask = await administered();
  const { headers: answered, body } = await ask("GET", "/api/admin/tenants/anna/export", { headers, raw: true });
  expect(answered.get("content-type")).toBe("application/x-ndjson; charset=utf-8");
  const lines = String(body)
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines).toMatchObject([{ kind: "tenant", tenant: { tenantId: "anna" } }]);
});

it("erases a tenant and no other", async () => {
  const ask = await administered();
  expect(await ask("DELETE", "/api/admin/tenants/anna", { headers })).toMatchObject({
    status: 200,
    body: { success: true, tenantId: "anna" },
  });
  expect(await ask("GET", "/api/admin/tenants/anna", { headers })).toMatchObject({ status: 404 });
  expect(await ask("GET", "/api/admin/tenants/bert", { headers })).toMatchObject({ status: 200 });
});

it("refuses the tokens of a tenant that it has erased, and gives it new ones", async () => {
  const ask = await administered();
  const { token } = await provision(ask, { tenantId: "anna" });
  const connect = (as: unknown) => ask("POST", "/api/session/start", { token: String(as) });
  expect(await connect(token)).toMatchObject({ body: { code: "SESSION_TIMEOUT" } });
  await ask("DELETE", "/api/admin/tenants/anna", { headers });
  // It would make the tenant anew.
  expect(await connect(token)).toMatchObject({ status: 401, body: { code: "UNAUTHORIZED" } });
  const { token: fresh } = await provision(ask, { tenantId: "anna" });
  expect(await connect(token)).toMatchObject({ status: 401 });
  expect(await connect(fresh)).toMatchObject({ body: { code: "SESSION_TIMEOUT" } });
});

it.each(["pause", "resume", "revoke-tokens"])("knows nobody whom it was not told of: %s", async (action) => {
  const ask = await administered();
  expect(await ask("POST", `/api/admin/tenants/dora/${action}`, { headers })).toMatchObject({
    status: 404,
    body: { code: "UNKNOWN_TENANT" },
  });
  expect(await ask("POST", `/api/admin/tenants/..%2Fx/${action}`, { headers })).toMatchObject({ status: 422 });
});

it("is closed to tenants and to wrong keys, and does not let anybody try keys for long", async () => {
  const ask = await administered();
  expect(await ask("GET", "/api/admin/tenants", { token: await tokenOf("anna") })).toMatchObject({ status: 401 });
  const tries = [];
  for (let index = 0; index < 30; index += 1) {
    const answer = await ask("GET", "/api/admin/tenants", { headers: { "x-admin-key": `key ${index}` } });
    tries.push(answer.status);
  }
  expect(tries[0]).toBe(401);
  expect(tries.at(-1)).toBe(429);
  expect(await ask("GET", "/api/admin/tenants", { headers })).toMatchObject({ status: 200 });
});
