import { afterAll, beforeAll, expect, it } from "vitest";
import { type Message, TenantManager } from "../src/index.ts";
import { connected, eventually, Simulated } from "./simulated.ts";

let simulated: Simulated;
beforeAll(async () => {
  simulated = await Simulated.start();
});
afterAll(() => simulated.stop());

const ADA = "15550004001";
const BOB = "15550004002";
const CONTACT = "15550004009";

it("shows two tenants of one manager nothing of each other, though the same person writes to both", async () => {
  const manager = await simulated.manager();
  const heard: [string, string | null][] = [];
  manager.on("message.received", ({ tenantId, message }) => heard.push([tenantId, message.text]));
  const ada = await simulated.pair(manager, "tenant-ada", ADA);
  const bob = await simulated.pair(manager, "tenant-bob", BOB);
  const contact = simulated.simulator.contact(CONTACT);
  await contact.sendText(ADA, "for Ada");
  await contact.sendText(BOB, "for Bob");
  const texts = async (tenant: typeof ada) => (await tenant.messages(CONTACT)).items.map(({ text }: Message) => text);
  await eventually(async () => {
    expect(await texts(ada)).toEqual(["for Ada"]);
    expect(await texts(bob)).toEqual(["for Bob"]);
  });
  expect(heard.toSorted()).toEqual([
    ["tenant-ada", "for Ada"],
    ["tenant-bob", "for Bob"],
  ]);
});

it("keeps two managers of one process apart, even for the same tenant id", async () => {
  const first = await simulated.manager();
  const second = await simulated.manager();
  const mine = await simulated.pair(first, "tenant-same", "15550004003");
  const theirs = await simulated.pair(second, "tenant-same", "15550004004");
  await simulated.simulator.contact(CONTACT).sendText("15550004003", "for the first");
  await eventually(async () => expect((await mine.messages(CONTACT)).items).toHaveLength(1));
  expect((await theirs.conversations()).items).toEqual([]);
  await first.stop();
  expect(theirs.status.state).toBe("connected");
});

it("refuses a second Noise root in one process, because the client has one for all", () => {
  expect(() => new TenantManager({ whatsapp: { noiseRootPublicKey: "00".repeat(32) } })).toThrowError(
    expect.objectContaining({ code: "NOISE_ROOT_CONFLICT" }),
  );
});

it("answers for a tenant that does not exist with an error that says what to do", async () => {
  const manager = await simulated.manager();
  const stranger = manager.tenant("tenant-stranger");
  for (const call of [
    () => stranger.conversations(),
    () => stranger.sendText(CONTACT, "hi"),
    () => stranger.logout(),
  ]) {
    await expect(call()).rejects.toMatchObject({ code: "UNKNOWN_TENANT" });
  }
  expect(() => manager.tenant("../etc")).toThrowError(expect.objectContaining({ code: "INVALID_TENANT_ID" }));
});

it("calls a number that is not on WhatsApp an error, not a success", async () => {
  const manager = await simulated.manager();
  const tenant = await simulated.pair(manager, "tenant-sender", "15550004005");
  await connected(tenant);
  await expect(tenant.sendText("15559999999", "anybody?")).rejects.toMatchObject({ code: "UNKNOWN_RECIPIENT" });
  expect((await tenant.conversations()).items).toEqual([]);
});
