import { existsSync, readdirSync, rmSync } from "node:fs";
import * as files from "node:fs/promises";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { FileAuthStore } from "../src/storage/auth/file-auth-store.ts";
import { parseTenantId } from "../src/types/parse-tenant-id.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

vi.mock("node:fs/promises", { spy: true });

const TENANT = parseTenantId("tenant-a");
const CREDS = [{ type: "creds", id: "", value: "{}" }];

it("erases in turn with the tenant's other work", async () => {
  const directory = temporaryDirectory();
  const store = new FileAuthStore({ directory });
  const before = store.set(TENANT, CREDS);
  const erased = store.erase(TENANT);
  const after = store.set(TENANT, [{ type: "session", id: "1", value: "1" }]);
  await Promise.all([before, erased, after]);
  expect(readdirSync(join(directory, TENANT))).toEqual(["session-1.json"]);
});

it("takes credentials out of use before it deletes the first of their files, and can be repeated after a crash then", async () => {
  const directory = temporaryDirectory();
  const store = new FileAuthStore({ directory });
  await store.set(TENANT, [...CREDS, { type: "session", id: "1", value: "1" }]);
  vi.mocked(files.rm).mockImplementationOnce(async (folder) => {
    rmSync(join(String(folder), "creds.json"));
    throw new Error("cut off");
  });
  await expect(store.erase(TENANT)).rejects.toMatchObject({ code: "STORAGE_FAILED" });
  expect(existsSync(join(directory, TENANT))).toBe(false);
  await new FileAuthStore({ directory }).erase(TENANT);
  expect(readdirSync(join(directory, ".quarantine"))).toEqual([]);
});
