import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Logger } from "@polyphone/core";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readConfig, type ServerConfig } from "./config.ts";
import { startServer } from "./server.ts";

let directory: string;
let warnings: string[];
let logger: Logger;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "polyphone-server-"));
  warnings = [];
  const nothing = () => undefined;
  logger = { debug: nothing, info: nothing, error: nothing, warn: (_fields, message) => void warnings.push(message) };
});

afterEach(async () => {
  await rm(directory, { recursive: true });
});

/** A server of this test's own, whose WhatsApp is a port where nobody listens. */
const config = (env: Record<string, string> = {}): ServerConfig =>
  readConfig({
    HOST: "127.0.0.1",
    PORT: "0",
    JWT_SECRET: "a secret of this test, long enough to be one",
    DATA_DIR: join(directory, "data"),
    SESSIONS_DIR: join(directory, "sessions"),
    WHATSAPP_URL: "ws://127.0.0.1:9",
    ...env,
  });

const issueToken = (url: string, headers: Record<string, string> = {}) =>
  fetch(`${url}/api/auth/token`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ tenantId: "tenant-a" }),
  });

it("answers until it is stopped, and may be stopped twice", async () => {
  const server = await startServer(config(), logger);
  expect(await (await fetch(`${server.url}/health`)).json()).toEqual({ status: "ok" });
  expect(await (await issueToken(server.url)).json()).toMatchObject({ success: true, tenantId: "tenant-a" });
  const lost = await fetch(`${server.url}/elsewhere`);
  expect([lost.status, await lost.json()]).toMatchObject([404, { success: false, code: "NOT_FOUND" }]);
  // These come with an embedded WhatsApp alone.
  for (const page of ["/phone/", "/demo/"]) expect((await fetch(server.url + page)).status).toBe(404);

  await Promise.all([server.stop(), server.stop()]);
  await expect(fetch(`${server.url}/health`)).rejects.toThrow();
  expect(warnings).toEqual([]);
});

it("searches messages unless it is told to keep no index", async () => {
  for (const [env, status] of [
    [{}, 200],
    [{ SEARCH: "0" }, 501],
  ] as const) {
    const server = await startServer(config(env), logger);
    const { token } = (await (await issueToken(server.url)).json()) as { token: string };
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`${server.url}/api/message/search?q=hello`, { headers });
    await server.stop();
    expect(answer.status).toBe(status);
  }
});

it("warns at every start while strangers may get tokens", async () => {
  for (const _ of [1, 2]) await (await startServer(config({ HOST: "0.0.0.0" }), logger)).stop();
  expect(warnings).toHaveLength(2);
  expect(warnings[0]).toMatch(/^anybody who can reach this server gets a token for any tenant/);
});

it("issues tokens to the administrator alone when there is a key", async () => {
  const server = await startServer(config({ HOST: "0.0.0.0", ADMIN_KEY: "the key" }), logger);
  expect((await issueToken(server.url)).status).toBe(401);
  expect((await issueToken(server.url, { "x-admin-key": "the key" })).status).toBe(200);
  expect(warnings).toEqual([]);
  await server.stop();
});

it("warns about a secret that can be guessed", async () => {
  await (await startServer(config({ JWT_SECRET: "short" }), logger)).stop();
  expect(warnings).toEqual(["the JWT secret is shorter than 32 bytes and can be guessed"]);
});

it("leaves nothing behind when its port is taken", async () => {
  const first = await startServer(config(), logger);
  const port = new URL(first.url).port;
  const own = { DATA_DIR: join(directory, "data2"), SESSIONS_DIR: join(directory, "sessions2") };
  await expect(startServer(config({ ...own, PORT: port }), logger)).rejects.toThrow("EADDRINUSE");
  // The storage is free again, or this start would be refused.
  await (await startServer(config(own), logger)).stop();
  await first.stop();
});

it("says which certificate cannot be read", async () => {
  const start = startServer(config({ WHATSAPP_MEDIA_CA: "/nowhere.pem" }), logger);
  await expect(start).rejects.toThrow("WHATSAPP_MEDIA_CA names a file that cannot be read: /nowhere.pem");
});
