import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseTenantId } from "@polyphone/core";
import { expect, it, onTestFinished } from "vitest";
import { readConfig } from "./config.ts";
import { openAuthStore } from "./open-auth-store.ts";

const TENANT = parseTenantId("tenant-a");

function opened(env: Record<string, string>) {
  const directory = mkdtempSync(join(tmpdir(), "polyphone-server-"));
  const JWT_SECRET = "a secret of this test, long enough to be one";
  const store = openAuthStore(
    readConfig({ JWT_SECRET, DATA_DIR: join(directory, "data"), SESSIONS_DIR: join(directory, "sessions"), ...env }),
  );
  onTestFinished(async () => {
    await store.close();
    rmSync(directory, { recursive: true });
  });
  return { directory, store };
}

const creds = [{ type: "creds", id: "", value: '{"secret":"of-the-device"}' }];

it("keeps credentials as files, in the open, unless it is told otherwise", async () => {
  const { directory, store } = opened({});
  await store.set(TENANT, creds);
  expect(readFileSync(join(directory, "sessions", TENANT, "creds.json"), "utf8")).toBe(creds[0]?.value);
});

it("keeps them in SQLite when it is told to", async () => {
  const { directory, store } = opened({ AUTH_STORE: "sqlite" });
  await store.set(TENANT, creds);
  expect(existsSync(join(directory, "data", "auth.db"))).toBe(true);
});

it("encrypts them with the first of its keys", async () => {
  const [first, second] = [1, 2].map((byte) => Buffer.alloc(32, byte).toString("base64"));
  const { directory, store } = opened({ AUTH_KEYS: `2027:${first},2026:${second}` });
  await store.set(TENANT, creds);
  const stored = readFileSync(join(directory, "sessions", TENANT, "creds.json"), "utf8");
  expect(stored).toContain('"kid":"2027"');
  expect(stored).not.toContain("of-the-device");
  expect((await store.get(TENANT, "creds", [""])).get("")).toBe(creds[0]?.value);
});
