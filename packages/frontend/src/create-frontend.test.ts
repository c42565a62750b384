import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { expect, it, onTestFinished } from "vitest";
import { createFrontend, type FrontendOptions } from "./index.ts";

/** The pages of these options, mounted at a path. */
async function served(options: FrontendOptions = {}, mount = "/") {
  const server = createServer(express().use(mount, createFrontend(options)));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return (path: string, init: RequestInit = {}) => fetch(url + path, { redirect: "manual", ...init });
}

const policyOf = (response: Response) => response.headers.get("content-security-policy")?.split("; ");

it.each(["login", "session-manager", "user-management"])(
  "serves %s.html with headers that keep it to itself",
  async (page) => {
    const get = await served();
    const response = await get(`/${page}.html`);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(await response.text()).toContain('<meta name="polyphone-api" content="/api">');
    expect(policyOf(response)).toEqual([
      ...["default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'"],
      ...["form-action 'none'", "base-uri 'none'", "frame-ancestors 'self'"],
    ]);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("referrer-policy")).toBe("no-referrer");
    expect(response.headers.get("cache-control")).toBe("no-cache");
  },
);

it("begins with the login page, wherever it is mounted", async () => {
  const get = await served({}, "/whatsapp/pages");
  const response = await get("/whatsapp/pages/");
  expect([response.status, response.headers.get("location")]).toEqual([302, "/whatsapp/pages/login.html"]);
  const page = await (await get("/whatsapp/pages/login.html")).text();
  const references = [...page.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, reference]) => reference);
  expect(references).toEqual(["icon.svg", "style.css", "login.js"]);
  const types = await Promise.all(
    references.map(async (reference) => (await get(`/whatsapp/pages/${reference}`)).headers.get("content-type")),
  );
  expect(types).toEqual(["image/svg+xml", "text/css; charset=utf-8", "text/javascript; charset=utf-8"]);
});

it("points the pages at an API elsewhere, and lets them reach it and where they report to", async () => {
  const get = await served({ apiBase: "https://api.example.com:8443/v1", cspReportUri: "/csp" });
  const response = await get("/login.html");
  expect(await response.text()).toContain('<meta name="polyphone-api" content="https://api.example.com:8443/v1">');
  expect(policyOf(response)).toContain("connect-src 'self' https://api.example.com:8443");
  expect(policyOf(response)).toContain("report-uri /csp");
});

it.each([
  "api",
  "",
  "//elsewhere.example/api",
  "ftp://example.com",
  "javascript:alert(1)",
  '/api"><script>alert(1)</script>',
  "https://exa mple.com",
  "https://",
  "https://a.example; script-src *",
])("refuses %j as the place of the API", (apiBase) => {
  expect(() => createFrontend({ apiBase })).toThrow(TypeError);
});

it("takes an apiBase with a dollar sign as it is", async () => {
  const get = await served({ apiBase: "/$1/$2" });
  expect(await (await get("/login.html")).text()).toContain('content="/$1/$2"');
});

it("compresses what is worth it, and tags it for who comes again", async () => {
  const get = await served();
  const response = await get("/style.css", { headers: { "Accept-Encoding": "gzip" } });
  expect(response.headers.get("content-encoding")).toBe("gzip");
  expect(response.headers.get("etag")).toMatch(/^W\/"/);
});

it("leaves every other path to the host", async () => {
  const get = await served();
  const paths = ["/package.json", "/..%2Findex.js", "/login", "/api/session/status"];
  const statuses = await Promise.all(paths.map(async (path) => (await get(path)).status));
  expect(statuses).toEqual([404, 404, 404, 404]);
});
