import { describe, expect, it } from "vitest";
import { api, provision, tokenOf } from "./api.ts";

describe("a caller without a good token", () => {
  it.each([
    ["GET", "/api/session/status"],
    ["POST", "/api/session/start"],
    ["POST", "/api/session/logout"],
    ["POST", "/api/message/check-number"],
    ["POST", "/api/message/send-text"],
    ["GET", "/api/message/conversations"],
    ["GET", "/api/message/messages"],
  ])("is refused at %s %s", async (method, path) => {
    const ask = await api();
    const missing = await ask(method, path);
    expect(missing).toMatchObject({ status: 401, body: { success: false, code: "UNAUTHORIZED" } });
    expect(missing.headers.get("www-authenticate")).toBe("Bearer");

    const expired = await ask(method, path, {
      token: await tokenOf("tenant-a", -1000),
    });
    expect(expired).toMatchObject({ status: 401, body: { message: "The token has expired: get a new one." } });
    expect(expired.headers.get("www-authenticate")).toBe('Bearer error="invalid_token"');
  });

  it("is refused with a token whose userId cannot be a tenant", async () => {
    const ask = await api();
    expect(await ask("GET", "/api/session/status", { token: await tokenOf("../x") })).toMatchObject({ status: 401 });
  });
});

describe("a tenant", () => {
  it("is new before it starts", async () => {
    const ask = await api();
    expect(await ask("GET", "/api/session/status", { token: await tokenOf() })).toMatchObject({
      status: 200,
      body: { success: true, isConnected: false, qr: null, status: "new", reason: null, retryAt: null },
    });
  });

  it("hears that WhatsApp cannot be reached", async () => {
    const ask = await api();
    const answer = await ask("POST", "/api/session/start", { token: await tokenOf() });
    expect(answer).toMatchObject({ status: 504, body: { success: false, code: "SESSION_TIMEOUT" } });
  });

  it("cannot send before it is connected", async () => {
    const ask = await api();
    await provision(ask);
    const body = { to: "1234567890", message: "hi" };
    const answer = await ask("POST", "/api/message/send-text", { token: await tokenOf(), body });
    expect(answer).toMatchObject({ status: 409, body: { success: false, code: "SESSION_NOT_CONNECTED" } });
  });

  it("has empty lists at first", async () => {
    const ask = await api();
    await provision(ask);
    const conversations = await ask("GET", "/api/message/conversations", { token: await tokenOf() });
    expect(conversations.body).toEqual({ success: true, conversations: [], nextCursor: null });
    const messages = await ask("GET", "/api/message/messages?jid=1234567890", { token: await tokenOf() });
    expect(messages.body).toEqual({ success: true, messages: [], nextCursor: null });
  });

  it("that does not exist is named as such", async () => {
    const ask = await api();
    const answer = await ask("GET", "/api/message/conversations", { token: await tokenOf() });
    expect(answer).toMatchObject({ status: 404, body: { success: false, code: "UNKNOWN_TENANT" } });
  });
});

describe("a path or method that is not there", () => {
  it("is a 404 in JSON", async () => {
    const answer = await (await api())("GET", "/api/nothing");
    expect(answer).toMatchObject({ status: 404, body: { success: false, code: "NOT_FOUND" } });
  });

  it("is a 405 that says what is allowed", async () => {
    const answer = await (await api())("DELETE", "/api/session/status");
    expect(answer).toMatchObject({ status: 405, body: { success: false, code: "METHOD_NOT_ALLOWED" } });
    expect(answer.headers.get("allow")).toBe("GET, HEAD, OPTIONS");
  });

  it("is a 405 to HEAD where the answer is a stream, whose end an answer without a body would wait for", async () => {
    const answer = await (await api())("HEAD", "/api/events", { token: await tokenOf() });
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "GET, OPTIONS"]);
  });

  it("may be asked for what is allowed", async () => {
    const answer = await (await api())("OPTIONS", "/api/auth/token");
    expect([answer.status, answer.headers.get("allow")]).toEqual([204, "POST, OPTIONS"]);
  });
});

it("never lets an answer be kept", async () => {
  const { headers } = await (await api())("POST", "/api/auth/token", { body: { tenantId: "tenant-a" } });
  expect([headers.get("cache-control"), headers.get("etag")]).toEqual(["no-store", null]);
});
