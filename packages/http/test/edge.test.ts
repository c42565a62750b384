import { expect, it } from "vitest";
import { api, provision, tokenOf } from "./api.ts";

const status = "/api/session/status";

it("lets a tenant ask so much and no more, and says when to come back", async () => {
  const ask = await api({ rateLimits: { perTenant: { requests: 3, perMs: 60_000 } } });
  const statusOf = async (tenantId: string) => (await ask("GET", status, { token: await tokenOf(tenantId) })).status;
  for (const expected of [200, 200, 200, 429]) expect(await statusOf("anna")).toBe(expected);
  expect(await statusOf("bert")).toBe(200);
  const refused = await ask("GET", status, { token: await tokenOf("anna") });
  expect(refused.body).toMatchObject({ code: "RATE_LIMITED" });
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
});

it("counts who asks for tokens by address", async () => {
  const ask = await api({ rateLimits: { perAddress: { requests: 2, perMs: 60_000 } } });
  for (const tenantId of ["anna", "bert"]) await provision(ask, { tenantId });
  expect(await ask("POST", "/api/auth/token", { body: { tenantId: "carl" } })).toMatchObject({ status: 429 });
});

it("sets no limit where none is wanted", async () => {
  const ask = await api({ rateLimits: { perTenant: false, perAddress: false } });
  await provision(ask);
  expect((await ask("GET", status, { token: await tokenOf() })).status).toBe(200);
});

it("lets in scripts of the origins that are named, and of no others", async () => {
  const ask = await api({ corsOrigins: ["https://app.example.com"] });
  const preflight = (origin: string) =>
    ask("OPTIONS", status, { headers: { origin, "access-control-request-method": "GET" } });
  const allowed = async (origin: string) => (await preflight(origin)).headers.get("access-control-allow-origin");
  expect(await allowed("https://app.example.com")).toBe("https://app.example.com");
  expect(await allowed("https://evil.example.com")).toBeNull();
  const closed = await (await api())("OPTIONS", status, { headers: { origin: "https://app.example.com" } });
  expect(closed.headers.get("access-control-allow-origin")).toBeNull();
});

it("gives each request an id, the caller's own where it is one", async () => {
  const ask = await api();
  const token = await tokenOf();
  const idOf = async (given?: string) =>
    (await ask("GET", status, { token, headers: given === undefined ? {} : { "x-request-id": given } })).headers.get(
      "x-request-id",
    );
  expect(await idOf("order-7.a_B")).toBe("order-7.a_B");
  expect(await idOf("x".repeat(65))).toMatch(/^[0-9a-f-]{36}$/);
  expect(await idOf()).not.toBe(await idOf());
});

it.each([{ corsOrigins: [] }, { corsOrigins: ["https://app.example.com"] }])(
  "tells the id of a request in each answer, with %j",
  async (options) => {
    const ask = await api(options);
    const headers = { "x-request-id": "order-7", origin: "https://app.example.com" };
    const idOf = async (method: string, path: string) => {
      const answer = await ask(method, path, { raw: path.endsWith("/docs"), headers });
      return answer.headers.get("x-request-id");
    };
    for (const path of [status, "/api/nothing", "/api/%ff", "/api/docs", "/api/openapi.json"]) {
      expect(await idOf("GET", path), path).toBe("order-7");
    }
    expect(await idOf("DELETE", status)).toBe("order-7");
    expect(await idOf("OPTIONS", status)).toBe("order-7");
  },
);

it("answers with headers that close everything, whatever the answer is", async () => {
  const ask = await api();
  for (const path of [status, "/api/nothing"]) {
    const { headers } = await ask("GET", path);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("content-security-policy")).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
  }
});

it("calls a problem one to who asks for it, with the same body", async () => {
  const ask = await api();
  const asked = await ask("GET", status, { headers: { accept: "application/problem+json, application/json" } });
  expect(asked.headers.get("content-type")).toBe("application/problem+json; charset=utf-8");
  expect(asked.body).toEqual((await ask("GET", status)).body);
});
