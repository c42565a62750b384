import { decodeJwt } from "jose";
import { expect, it } from "vitest";
import { api, provision } from "./api.ts";

it("answers as documented, with a token that works for seven days", async () => {
  const ask = await api();
  const webhook_url = "https://your-webhook-endpoint.com";
  const { token: issuedToken, ...body } = await provision(ask, { tenantId: "tenant-a", webhook_url });
  expect(body).toEqual({ success: true, token_type: "Bearer", tenantId: "tenant-a", webhook_url });

  const { userId, iat = 0, exp = 0, ...rest } = decodeJwt(String(issuedToken));
  expect({ userId, days: (exp - iat) / 86_400, rest }).toEqual({ userId: "tenant-a", days: 7, rest: {} });
  expect(await ask("GET", "/api/session/status", { token: String(issuedToken) })).toMatchObject({ status: 200 });
});

it("keeps the stored webhook URL unless one is named, and clears it with null", async () => {
  const ask = await api();
  const urls = [];
  for (const change of [{ webhook_url: "https://example.com/hook" }, {}, { webhook_url: null }, {}]) {
    urls.push((await provision(ask, { tenantId: "tenant-a", ...change })).webhook_url);
  }
  expect(urls).toEqual(["https://example.com/hook", "https://example.com/hook", null, null]);
});

it.each([
  [{ tenantId: "../x" }, "INVALID_TENANT_ID"],
  [{ tenantId: "tenant-a", webhook_url: "ftp://example.com" }, "INVALID_WEBHOOK_URL"],
  [{ tenantId: "tenant-a", webhook: "https://example.com" }, "INVALID_REQUEST"],
  [{}, "INVALID_REQUEST"],
])("refuses %j", async (body, code) => {
  const ask = await api();
  expect(await ask("POST", "/api/auth/token", { body })).toMatchObject({
    status: 422,
    body: { success: false, code },
  });
});

it("is for the administrator when there is a key", async () => {
  const ask = await api({ tokenIssuance: { adminKey: "the key" } });
  const asked = (headers: Record<string, string>) =>
    ask("POST", "/api/auth/token", { body: { tenantId: "tenant-a" }, headers });
  expect(await asked({})).toMatchObject({ status: 401, body: { code: "UNAUTHORIZED" } });
  expect(await asked({ "x-admin-key": "the kez" })).toMatchObject({ status: 401 });
  expect(await asked({ "x-admin-key": "the key" })).toMatchObject({ status: 200 });
});

it("asks the host's own function, for each tenant", async () => {
  const ask = await api({ tokenIssuance: async (_request, tenantId) => tenantId === "tenant-a" });
  await provision(ask);
  expect(await ask("POST", "/api/auth/token", { body: { tenantId: "tenant-b" } })).toMatchObject({ status: 403 });
});

it("is not there when it is off", async () => {
  const ask = await api({ tokenIssuance: "off" });
  expect(await ask("POST", "/api/auth/token", { body: { tenantId: "tenant-a" } })).toMatchObject({ status: 404 });
});

it.each([{ tokenIssuance: { adminKey: "" } }, { tokenLifetimeMs: 0 }, { maxBodyBytes: Number.NaN }])(
  "does not start with %j",
  async (options) => {
    await expect(api(options)).rejects.toMatchObject({ code: "INVALID_OPTION" });
  },
);
