import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, it, onTestFinished } from "vitest";
import { SqliteAuthStore } from "../src/storage/sqlite/sqlite-auth-store.ts";
import { parseTenantId } from "../src/types/parse-tenant-id.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

const TENANTS = ["tenant-anna", "tenant-bert", "tenant-cora"].map(parseTenantId);
const [ANNA = parseTenantId("never"), ...OTHERS] = TENANTS;

function openStore() {
  const directory = temporaryDirectory();
  const store = new SqliteAuthStore({ directory });
  onTestFinished(() => store.close());
  const traces = (text: string) =>
    readdirSync(directory)
      .map((file) => readFileSync(join(directory, file), "latin1").split(text).length - 1)
      .reduce((sum, count) => sum + count, 0);
  return { directory, store, traces };
}

/** The same numbers in [0, 1) for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Sets, overwrites, deletes and quarantines of all tenants in turns, so that their rows share pages that move about. */
async function useForLong(store: SqliteAuthStore, random: () => number): Promise<void> {
  for (let round = 0; round < 80; round += 1) {
    await Promise.all(
      Array.from({ length: 100 }, () => {
        const tenant = TENANTS[Math.floor(random() * TENANTS.length)] ?? ANNA;
        const id = String(Math.floor(random() * 600));
        const length = Math.floor(random() * (random() < 0.05 ? 450 : 35));
        const value = random() < 0.25 ? null : JSON.stringify(`secret of ${tenant} `.repeat(1 + length));
        return store.set(tenant, [{ type: "session", id, value }]);
      }),
    );
    if (round % 30 === 29) for (const tenant of TENANTS) await store.quarantine(tenant);
  }
}

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);

it(`leaves no byte of a tenant that shared its pages with others for long (SEED=${SEED})`, async () => {
  const random = randomFrom(SEED);
  for (let time = 0; time < 3; time += 1) {
    const { store, traces } = openStore();
    await useForLong(store, random);
    expect(traces(ANNA)).toBeGreaterThan(1000);
    await store.erase(ANNA);
    expect(traces(ANNA)).toBe(0);
    for (const tenant of OTHERS) expect(traces(tenant)).toBeGreaterThan(1000);
  }
});

it("fails loudly when somebody reads the old bytes, and can be repeated once that has ended", async () => {
  const { directory, store, traces } = openStore();
  await store.set(ANNA, [{ type: "creds", id: "", value: '"key"' }]);
  const reader = new Database(join(directory, "auth.db"), { readonly: true });
  onTestFinished(() => void reader.close());
  reader.exec("BEGIN");
  reader.prepare("SELECT * FROM entries").all();
  await expect(store.erase(ANNA)).rejects.toMatchObject({ code: "STORAGE_FAILED" });
  reader.exec("ROLLBACK");
  await store.erase(ANNA);
  expect(traces(ANNA)).toBe(0);
}, 20_000);
