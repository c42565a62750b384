import { mkdtemp, rm } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readConfig } from "../src/config.ts";
import { createLogger } from "../src/logger.ts";
import { type RunningServer, startServer } from "../src/server.ts";

let directory: string;
let server: RunningServer;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "local-pages-"));
  const config = readConfig({
    HOST: "127.0.0.1",
    PORT: "0",
    JWT_SECRET: "a secret of this test, long enough to be one",
    DATA_DIR: join(directory, "data"),
    SESSIONS_DIR: join(directory, "sessions"),
    SIMULATOR: "1",
  });
  server = await startServer(config, createLogger("error"));
});

afterAll(async () => {
  await server.stop();
  await rm(directory, { recursive: true, force: true });
});

/** Sends headers that `fetch` keeps for itself. */
function statusOf(url: string, headers: Record<string, string> = {}): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers }, (response) => {
      response.resume().once("end", () => resolve(response.statusCode));
    });
    sent.once("error", reject).end();
  });
}

it("has the phone and the demo while it has its own WhatsApp, for this machine alone", async () => {
  const paths = ["/phone/", "/phone/api/state", "/demo/"];
  const statuses = (headers?: Record<string, string>) =>
    Promise.all(paths.map((path) => statusOf(server.url + path, headers)));
  expect(await statuses()).toEqual([200, 200, 200]);
  expect(await statuses({ "x-forwarded-for": "203.0.113.7" })).toEqual([404, 404, 404]);
  expect((await statuses({ origin: "https://evil.example" })).slice(0, 2)).toEqual([403, 403]);
  expect((await statuses({ host: "evil.example" })).slice(0, 2)).toEqual([403, 403]);
});

it("lets only itself frame its pages, and loads nothing from elsewhere", async () => {
  const policyOf = async (path: string) => (await fetch(server.url + path)).headers.get("content-security-policy");
  expect(await policyOf("/phone/")).toMatch(/^default-src 'none'; .*frame-ancestors 'self'$/);
  expect(await policyOf("/demo/")).toMatch(/^default-src 'none'; .*frame-src 'self'.*frame-ancestors 'none'$/);
});

it("stops at once although a page is open", async () => {
  const stream = await fetch(`${server.url}/phone/events`);
  const ended = stream.text();
  const before = performance.now();
  await server.stop();
  expect(await ended).toContain("event: overview");
  // Without its streams' end the listener would wait three seconds for them.
  expect(performance.now() - before).toBeLessThan(2_500);
});
