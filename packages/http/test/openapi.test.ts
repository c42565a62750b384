import { expect, it } from "vitest";
import { api, tokenOf } from "./api.ts";

it("is the document that is committed: after a change, look at it and run vitest -u", async () => {
  const ask = await api({ adminKey: "the key" });
  const { status, body } = await ask("GET", "/api/openapi.json");
  expect(status).toBe(200);
  await expect(`${JSON.stringify(body, null, 2)}\n`).toMatchFileSnapshot("../openapi.json");
});

it("names every operation once, and says who may call it", async () => {
  const ask = await api({ adminKey: "the key" });
  const { body } = await ask("GET", "/api/openapi.json");
  const { paths } = body as { paths: Record<string, Record<string, { operationId: string; security?: object[] }>> };
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
  const names = operations.map(({ operationId }) => operationId);
  expect(new Set(names).size).toBe(names.length);
  const open = operations.filter(({ security }) => security === undefined).map(({ operationId }) => operationId);
  expect(open).toEqual(["postAuthToken"]);
});

it("has no routes for an administrator where there is none", async () => {
  const ask = await api();
  expect(await ask("GET", "/api/admin/tenants", { headers: { "x-admin-key": "" } })).toMatchObject({ status: 404 });
});

it("can be browsed without any other host", async () => {
  const ask = await api();
  for (const [path, type] of [
    ["/api/docs", "text/html"],
    ["/api/docs/start.js", "text/javascript"],
    ["/api/docs/swagger-ui-bundle.js", "text/javascript"],
    ["/api/docs/swagger-ui.css", "text/css"],
  ] as const) {
    const { status, headers } = await ask("GET", path, { raw: true });
    expect([status, headers.get("content-type")]).toEqual([200, expect.stringContaining(type)]);
  }
  const page = await ask("GET", "/api/docs", { raw: true });
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(page.body).not.toMatch(/(src|href)="(https?:)?\/\//);
});

it("is not there when the host wants none", async () => {
  const ask = await api({ docs: false });
  for (const path of ["/api/docs", "/api/openapi.json"]) {
    expect(await ask("GET", path, { token: await tokenOf() })).toMatchObject({ status: 404 });
  }
});
