import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { SqliteAuthStore } from "../src/storage/sqlite/sqlite-auth-store.ts";
import { parseTenantId } from "../src/types/parse-tenant-id.ts";

const [anna, bert] = [parseTenantId("tenant-anna"), parseTenantId("tenant-bert")];
const creds = (value: string) => [{ type: "creds", id: "", value: JSON.stringify(value) }];

function fresh() {
  const directory = mkdtempSync(join(tmpdir(), "polyphone-auth-"));
  const store = new SqliteAuthStore({ directory });
  onTestFinished(async () => {
    await store.close();
    rmSync(directory, { recursive: true });
  });
  const holds = (text: string) =>
    readdirSync(directory).some((file) => readFileSync(join(directory, file), "latin1").includes(text));
  return { directory, store, holds };
}

it("leaves no byte of what it erases, quarantined and overwritten values included", async () => {
  const { store, holds } = fresh();
  await store.set(bert, creds("berts-key"));
  await store.set(anna, creds("annas-oldest-key"));
  await store.quarantine(anna);
  await store.set(anna, creds("annas-older-key"));
  await store.set(anna, creds("annas-key"));
  await store.erase(anna);
  for (const text of ["annas-oldest-key", "annas-older-key", "annas-key", "tenant-anna"])
    expect(holds(text)).toBe(false);
  expect(holds("berts-key")).toBe(true);
});

it("refuses a second one on the same directory until the first is closed", async () => {
  const { directory, store } = fresh();
  expect(() => new SqliteAuthStore({ directory })).toThrowError(expect.objectContaining({ code: "DIRECTORY_IN_USE" }));
  await store.close();
  await new SqliteAuthStore({ directory }).close();
});
