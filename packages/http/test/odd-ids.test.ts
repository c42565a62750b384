import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FileAuthStore, parseTenantId, SqliteStorage } from "@polyphone/core";
import { expect, it, onTestFinished } from "vitest";
import { issueToken } from "../src/index.ts";
import { api, jwtSecret, provision, tokenOf } from "./api.ts";
import { OPERATIONS } from "./document.ts";
import { WireClient } from "./fuzz/wire-client.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

const ADMIN_KEY = "the key";
const CREDENTIALS = '{"of":"tenant-a"}';

const ODD_IDS: Readonly<Record<string, string>> = {
  "a folder above": "../x",
  "the folder above": "..",
  "the folder itself": ".",
  "a folder above another tenant's": "tenant-b/../tenant-a",
  "far above": "../../../../x",
  "with backslashes": "..\\..\\x",
  absolute: "/tmp/x",
  "on a drive": "C:x",
  "in another's folder": "tenant-a/creds.json",
  "the quarantine": ".quarantine",
  "escaped dots": "%2e%2e%2f",
  "dots escaped twice": "%252e%252e%252f",
  "overlong UTF-8": "\u00c0\u00ae\u00c0\u00ae/x",
  "NUL alone": "\0",
  "cut short by NUL": "tenant-a\0/../../x",
  "a line break": "tenant-a\n",
  "full-width letters": "ｔｅｎａｎｔ-a",
  "full-width dots": "．．／x",
  "a Cyrillic letter": "tenаnt-a",
  "an accent apart from its letter": "te\u0301nant-a",
  "read from the right": "\u202etenant-a",
  "a space at the end": "tenant-a ",
  "a dot at the end": "tenant-a.",
  "a stream of the file": "tenant-a::$DATA",
  "a device of Windows": "NUL",
  "a device, in small letters and with an extension": "com1.json",
  "a name of the databases": "../data/whatsapp.db",
  "of every object": "__proto__",
  "nothing at all": "",
  "ten thousand characters": "x".repeat(10_000),
  "dots without end": "../".repeat(3_000),
};

/** Everything below a directory, by path. */
const listing = (directory: string) => readdirSync(directory, { recursive: true }).map(String).sort();

/** The API on real files, deep enough in a directory of its own that a few steps up end in it, too. */
async function onDisk() {
  const root = temporaryDirectory();
  const home = join(root, "a", "b", "c");
  const auth = new FileAuthStore({ directory: join(home, "sessions") });
  const storage = new SqliteStorage({ directory: join(home, "data") });
  onTestFinished(async () => {
    await storage.close();
    await auth.close();
  });
  const limits = { perTenant: false, perAddress: false } as const;
  const ask = await api({ adminKey: ADMIN_KEY, rateLimits: limits }, { auth, storage, connectTimeoutMs: 10 });
  await provision(ask);
  await auth.set(parseTenantId("tenant-a"), [{ type: "creds", id: "", value: CREDENTIALS }]);
  const wire = new WireClient(`${ask.origin}/api`, { connections: 1, timeoutMs: 5_000 });
  onTestFinished(() => wire.close());
  const seen = () => ({
    files: listing(root),
    beside: readdirSync(process.cwd()).sort(),
    credentials: readFileSync(join(home, "sessions", "tenant-a", "creds.json"), "utf8"),
  });
  const tenants = async () => {
    const { body } = await ask("GET", "/api/admin/tenants", { headers: { "x-admin-key": ADMIN_KEY } });
    return (body as { tenants: { tenantId: string }[] }).tenants.map(({ tenantId }) => tenantId);
  };
  return { ask, wire, seen, tenants, auth };
}

it("refuses them as a tenant's, in bodies, tokens and paths, and none reaches the file system", async () => {
  const { ask, wire, seen, tenants } = await onDisk();
  const before = seen();
  const good = await tokenOf();
  for (const [what, id] of Object.entries(ODD_IDS)) {
    expect((await ask("POST", "/api/auth/token", { body: { tenantId: id } })).status, what).toBe(422);
    const token = await issueToken({ jwtSecret, tenantId: id, lifetimeMs: 60_000 });
    for (const { name, method, template } of OPERATIONS.filter(({ security }) =>
      security.some((one) => "bearer" in one),
    )) {
      const headers = { authorization: `Bearer ${token}` };
      const { status } = await wire.send({
        method,
        path: template.replace("{id}", "default"),
        headers,
        body: undefined,
      });
      // Node itself refuses headers over 16 kB.
      expect(status, `${name} for ${what}`).toBe(token.length < 16_000 ? 401 : 431);
    }
    for (const { method, template } of OPERATIONS.filter(({ parameters }) =>
      parameters.some((one) => one.in === "path"),
    )) {
      const headers = { authorization: `Bearer ${good}`, "x-admin-key": ADMIN_KEY };
      for (const written of [encodeURIComponent(id), id.replace(/[^\x21-\x7e]/g, "x")].filter((text) => text !== "")) {
        const path = template.replace(/\{\w+\}/, written);
        const { status } = await wire.send({ method, path, headers, body: undefined });
        expect(status, `${method} ${path}`).toBeGreaterThanOrEqual(400);
        expect(status, `${method} ${path}`).toBeLessThan(500);
      }
    }
    expect(seen(), what).toEqual(before);
    expect(await tenants()).toEqual(["tenant-a"]);
  }
});

it("refuses them as a recipient's, a chat's, a phone's and a page's, and reads none from other headers", async () => {
  const { ask, wire, seen } = await onDisk();
  const before = seen();
  const token = await tokenOf();
  for (const [what, id] of Object.entries(ODD_IDS)) {
    const statusOf = async (method: string, path: string, body?: object) =>
      (await ask(method, `/api${path}`, { token, ...(body && { body }) })).status;
    for (const [method, path, body] of [
      ["POST", "/message/send-text", { to: id, message: "hi" }],
      ["POST", "/message/check-number", { to: id }],
      ["POST", "/session/pairing-code", { phone: id }],
      ["PUT", "/business", { mobile_numbers: [id] }],
      ["POST", "/webhooks", { url: id }],
      ["GET", `/message/messages?jid=${encodeURIComponent(id.slice(0, 2_000))}`],
      ["GET", `/message/conversations?cursor=${encodeURIComponent(id.slice(0, 2_000))}`],
    ] as const) {
      expect(await statusOf(method, path, body), `${method} ${path} with ${what}`).toBe(422);
    }
    const written = id.replace(/[^\x20-\x7e]/g, "?").slice(0, 5_000);
    for (const name of ["x-tenant-id", "x-user-id", "x-request-id", "x-original-url", "x-forwarded-host"]) {
      const headers = { authorization: `Bearer ${token}`, [name]: written };
      const { status, text } = await wire.send({ method: "GET", path: "/business", headers, body: undefined });
      expect([status, JSON.parse(text).success], `${name}: ${what}`).toEqual([200, true]);
    }
    expect(seen(), what).toEqual(before);
  }
});

it("refuses them from a host that takes them for a tenant's", async () => {
  let id = "";
  const ask = await api({ authenticate: () => id, rateLimits: { perAddress: false } });
  for (const odd of Object.values(ODD_IDS)) {
    id = odd;
    expect(await ask("POST", "/api/session/start")).toMatchObject({ status: 401, body: { code: "UNAUTHORIZED" } });
  }
});

it("would be seen if it did reach the file system", async () => {
  const { auth, seen } = await onDisk();
  const before = seen();
  await auth.set(parseTenantId("tenant-b"), [{ type: "creds", id: "", value: CREDENTIALS }]);
  expect(seen()).not.toEqual(before);
});
