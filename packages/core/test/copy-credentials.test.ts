import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { useMultiFileAuthState } from "@whiskeysockets/baileys";
import { expect, it, onTestFinished } from "vitest";
import { copyCredentials, FileAuthStore, MemoryAuthStore, parseTenantId, SqliteAuthStore } from "../src/index.ts";
import { connected, Simulated } from "./simulated.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

const [ANNA, BERT] = [parseTenantId("anna"), parseTenantId("bert")];

function sqlite(): SqliteAuthStore {
  const store = new SqliteAuthStore({ directory: temporaryDirectory() });
  onTestFinished(() => store.close());
  return store;
}

it("moves the folder of a linked device into SQLite, where it connects as the same device", async () => {
  const simulated = await Simulated.start();
  try {
    const folders = new FileAuthStore({ directory: temporaryDirectory() });
    const first = await simulated.manager({ auth: folders });
    await simulated.pair(first, ANNA, "15550005001");
    await first.stop();
    const to = sqlite();
    const [copied] = await copyCredentials({ from: folders, to });
    expect(copied).toMatchObject({ tenantId: ANNA, outcome: "copied", error: null });
    expect(copied?.count).toBeGreaterThan(800);
    const manager = await simulated.manager({ auth: to });
    await connected(manager.tenant(ANNA));
    expect((await folders.entries(ANNA)).length).toBe(copied?.count);
  } finally {
    await simulated.stop();
  }
});

it("reads what Baileys' own useMultiFileAuthState wrote", async () => {
  const directory = temporaryDirectory();
  const { state, saveCreds } = await useMultiFileAuthState(join(directory, ANNA));
  await saveCreds();
  await state.keys.set({
    session: { "49151_1.0": new Uint8Array([1]) },
    "sender-key": { "120363@g.us::49151::3": new Uint8Array([2]) },
  });
  const to = new MemoryAuthStore();
  await copyCredentials({ from: new FileAuthStore({ directory }), to });
  expect((await to.entries(ANNA)).map(({ type, id }) => `${type} ${id}`).sort()).toEqual([
    "creds ",
    "sender-key 120363@g.us::49151::3",
    "session 49151_1.0",
  ]);
});

it("keeps what is there, reports what cannot be read, and goes on with the rest", async () => {
  const directory = temporaryDirectory();
  const from = new FileAuthStore({ directory });
  const creds = (value: string) => ({ type: "creds", id: "", value: JSON.stringify(value) });
  const carl = parseTenantId("carl");
  for (const tenant of [ANNA, BERT, carl]) await from.set(tenant, [creds(`old ${tenant}`)]);
  writeFileSync(join(directory, BERT, "session-1.json"), '{"cut off');
  const to = sqlite();
  await to.set(ANNA, [creds("newer")]);
  const outcomes = await copyCredentials({ from, to, tenants: [ANNA, BERT, carl] });
  expect(outcomes.map(({ tenantId, outcome, count }) => [tenantId, outcome, count])).toEqual([
    [ANNA, "kept", 0],
    [BERT, "failed", 0],
    [carl, "copied", 1],
  ]);
  expect(outcomes[1]?.error).toContain("bert");
  expect((await to.get(ANNA, "creds", [""])).get("")).toBe('"newer"');
  expect(await to.tenants()).toEqual([ANNA, carl]);
});
