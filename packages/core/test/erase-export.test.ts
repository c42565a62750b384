import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import {
  type Exported,
  InboxIngestion,
  SqliteAuthStore,
  SqliteInboxLog,
  SqliteStorage,
  type Tenant,
} from "../src/index.ts";
import { eventually, Simulated } from "./simulated.ts";

let simulated: Simulated;
beforeAll(async () => {
  simulated = await Simulated.start();
});
afterAll(() => simulated.stop());

let lastPhone = 15_550_009_000;
function freshPhone(): string {
  lastPhone += 1;
  return String(lastPhone);
}

async function twoTenants() {
  const directory = mkdtempSync(join(tmpdir(), "polyphone-erase-"));
  const storage = new SqliteStorage({ directory });
  const auth = new SqliteAuthStore({ directory });
  const ingestion = new InboxIngestion({ log: new SqliteInboxLog({ directory }), batchMaxWaitMs: 5 });
  const manager = await simulated.manager({ storage, auth, ingestion });
  onTestFinished(async () => {
    await manager.stop();
    await storage.close();
    await auth.close();
    rmSync(directory, { recursive: true });
  });
  const [annas, berts] = [freshPhone(), freshPhone()];
  const anna = await simulated.pair(manager, "tenant-anna", annas);
  const bert = await simulated.pair(manager, "tenant-bert", berts);
  const ada = simulated.simulator.contact(freshPhone(), { name: "Ada" });
  const both: readonly [Tenant, string, string][] = [
    [anna, annas, "annas-secret"],
    [bert, berts, "berts-secret"],
  ];
  for (const [tenant, number, text] of both) {
    await tenant.configure({ webhookUrl: `https://${tenant.id}.example/` });
    await tenant.saveBusiness({ name: `${text}-bakery` });
    await ada.sendText(number, text);
    await eventually(async () => expect((await tenant.messages(ada.number)).items).toHaveLength(1));
  }
  const bytes = () => readdirSync(directory).map((file) => readFileSync(join(directory, file), "latin1"));
  const holds = (text: string) => bytes().some((file) => file.includes(text));
  return { manager, anna, bert, annas, berts, ada, holds };
}

async function all(tenant: Tenant): Promise<Exported[]> {
  const items: Exported[] = [];
  for await (const item of tenant.export()) items.push(item);
  return items;
}

it("exports everything of one tenant as JSON can carry it, and nothing of another", async () => {
  const { anna, ada } = await twoTenants();
  const exported = await all(anna);
  expect(JSON.parse(JSON.stringify(exported))).toEqual(exported);
  expect(exported).toMatchObject([
    { kind: "tenant", tenant: { tenantId: "tenant-anna", webhookUrl: "https://tenant-anna.example/" } },
    { kind: "business", business: { name: "annas-secret-bakery" } },
    { kind: "chat", chat: { jid: ada.jid } },
    { kind: "message", message: { text: "annas-secret", raw: expect.stringMatching(/^[A-Za-z0-9+/]+=*$/) } },
  ]);
});

it("erases everything of one tenant, on the disk too, and nothing of another", async () => {
  const { anna, bert, berts, ada, holds } = await twoTenants();
  expect(holds("annas-secret")).toBe(true);
  await anna.erase();
  expect(holds("annas-secret")).toBe(false);
  expect(holds("tenant-anna")).toBe(false);
  await expect(anna.messages(ada.number)).rejects.toMatchObject({ code: "UNKNOWN_TENANT" });
  expect(await bert.messages(ada.number)).toMatchObject({ items: [{ text: "berts-secret" }] });
  expect(await bert.business()).toMatchObject({ name: "berts-secret-bakery" });
  expect(bert.status.state).toBe("connected");
  await ada.delivered((await ada.sendText(berts, "still there?")).id);
});

it("lets an erased tenant begin anew", async () => {
  const { manager, anna, annas, ada } = await twoTenants();
  await anna.erase();
  const again = await simulated.pair(manager, "tenant-anna", annas);
  await ada.sendText(annas, "hello again");
  await eventually(async () => {
    expect(await again.messages(ada.number)).toMatchObject({
      items: [{ text: "hello again" }, { text: "annas-secret" }],
    });
  });
});
