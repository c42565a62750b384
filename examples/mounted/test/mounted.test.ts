import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { DirectIngestion, MemoryAuthStore, MemoryStorage, TenantManager } from "@polyphone/core";
import { expect, it, onTestFinished } from "vitest";
import { createShopWithWhatsApp, PREFIX } from "../src/with-whatsapp.ts";

const SESSIONS = new Map([
  ["session-of-anna", { id: "anna", orders: ["bread"] }],
  ["session-of-bert", { id: "bert", orders: ["cake"] }],
  ["session-of-odd", { id: "../odd", orders: [] }],
]);

/** The shop on a manager in memory, whose WhatsApp is a port where nobody listens. */
async function shop(sessions: ReadonlyMap<string, { id: string; orders: string[] }> = SESSIONS) {
  const manager = new TenantManager({
    storage: new MemoryStorage(),
    auth: new MemoryAuthStore(),
    ingestion: new DirectIngestion(),
    whatsapp: { url: "ws://127.0.0.1:9" },
    connectTimeoutMs: 100,
  });
  await manager.start();
  onTestFinished(() => manager.stop());
  const errors: object[] = [];
  const nothing = () => undefined;
  const logger = { debug: nothing, info: nothing, warn: nothing, error: (fields: object) => void errors.push(fields) };
  const server = createServer(createShopWithWhatsApp(manager, sessions, logger));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const as = (session: string) => async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { "x-shop-session": session, "content-type": "application/json" },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as unknown };
  };
  return { as, errors };
}

it("gives each of the shop's users a tenant of their own, below the shop's prefix", async () => {
  const { as } = await shop();
  const [anna, bert] = [as("session-of-anna"), as("session-of-bert")];
  // It connects, and so makes the tenant; here nobody answers.
  for (const user of [anna, bert]) expect((await user("POST", `${PREFIX}/session/start`)).status).toBe(504);
  await anna("PUT", `${PREFIX}/business`, { name: "Anna's bakery" });
  const nameOf = async (user: typeof anna) => (await user("GET", `${PREFIX}/business`)).body;
  expect(await nameOf(anna)).toMatchObject({ success: true, business: { name: "Anna's bakery" } });
  expect(await nameOf(bert)).toMatchObject({ success: true, business: { name: null } });
});

it("lets in nobody whom the shop does not know, with tokens of no kind, and issues none", async () => {
  const { as } = await shop();
  for (const session of ["", "nobody", "session-of-odd"]) {
    const refused = await as(session)("GET", `${PREFIX}/session/status`);
    expect(refused).toMatchObject({ status: 401, body: { success: false, code: "UNAUTHORIZED" } });
  }
  const issued = await as("session-of-anna")("POST", `${PREFIX}/auth/token`, { tenantId: "shop-anna" });
  expect(issued).toMatchObject({ status: 404, body: { code: "NOT_FOUND" } });
});

it("leaves the shop's own routes as they were", async () => {
  const { as } = await shop();
  const anna = as("session-of-anna");
  expect(await anna("GET", "/orders")).toEqual({ status: 200, body: { orders: ["bread"] } });
  expect(await anna("POST", "/orders", { item: "cake" })).toEqual({
    status: 201,
    body: { ordered: { item: "cake" }, by: "anna" },
  });
});

it("answers the shop's errors in the shop's form, and its own in its own", async () => {
  const { as, errors } = await shop();
  const anna = as("session-of-anna");
  expect(await as("nobody")("GET", "/orders")).toEqual({ status: 401, body: { error: "Log in first." } });
  expect(await anna("GET", "/broken")).toEqual({ status: 500, body: { error: "The shop is broken." } });
  expect(await anna("GET", "/nothing")).toEqual({ status: 404, body: { error: "The shop has no such page." } });
  expect(errors).toEqual([]);

  const problem = (status: number, code: string) => ({ status, body: { success: false, code, status } });
  expect(await anna("GET", `${PREFIX}/nothing`)).toMatchObject(problem(404, "NOT_FOUND"));
  expect(await anna("DELETE", `${PREFIX}/business`)).toMatchObject(problem(405, "METHOD_NOT_ALLOWED"));
  expect(await anna("PUT", `${PREFIX}/business`, { colour: "red" })).toMatchObject(problem(422, "INVALID_REQUEST"));
});

it("leaves to the shop what the shop's own parser refuses before", async () => {
  const { as } = await shop();
  const { status, body } = await as("session-of-anna")("PUT", `${PREFIX}/business`, "{");
  expect([status, Object.keys(body as object)]).toEqual([400, ["error"]]);
});

it("tells a stranger nothing of a failure in the shop's own authentication, and logs it", async () => {
  const failing = new Map(SESSIONS);
  failing.get = () => {
    throw new Error("the shop's sessions are on fire");
  };
  const { as, errors } = await shop(failing);
  const { status, body } = await as("session-of-anna")("GET", `${PREFIX}/session/status`);
  expect([status, body]).toMatchObject([500, { code: "INTERNAL_ERROR" }]);
  expect(JSON.stringify(body)).not.toContain("fire");
  expect(JSON.stringify(errors)).toContain("the shop's sessions are on fire");
});

it("describes itself where it is mounted", async () => {
  const { as } = await shop();
  const { body } = await as("")("GET", `${PREFIX}/openapi.json`);
  expect(body).toMatchObject({ openapi: "3.1.0", servers: [{ url: "./" }] });
});
