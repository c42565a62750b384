import { afterAll, beforeAll, expect, it } from "vitest";
import { eventually, Simulated } from "./simulated.ts";

let simulated: Simulated;
beforeAll(async () => {
  simulated = await Simulated.start();
});
afterAll(() => simulated.stop());

async function paired(tenantId: string, phone: string) {
  const manager = await simulated.manager();
  const tenant = await simulated.pair(manager, tenantId, phone);
  const unread = async () => (await tenant.conversations()).items.map(({ unreadCount }) => unreadCount);
  return { manager, tenant, unread };
}

it("marks what is unread as read, here and for its authors, once", async () => {
  const { tenant, unread } = await paired("anna", "15550004001");
  const author = simulated.simulator.contact("15550004009");
  const { id: first } = await author.sendText("15550004001", "one");
  const { id: second } = await author.sendText("15550004001", "two");
  await eventually(async () => expect(await unread()).toEqual([2]));
  expect(await tenant.markRead("15550004009")).toBe(2);
  await author.readByPeer(first);
  await author.readByPeer(second);
  await eventually(async () => expect(await unread()).toEqual([0]));
  const { items } = await tenant.messages("15550004009");
  expect(items.map(({ status }) => status)).toEqual(["read", "read"]);
  expect(await tenant.markRead("15550004009")).toBe(0);
});

it("marks only the messages that are named", async () => {
  const { manager, tenant, unread } = await paired("bert", "15550004002");
  const author = simulated.simulator.contact("15550004008");
  const { id: first } = await author.sendText("15550004002", "one");
  await author.sendText("15550004002", "two");
  await eventually(async () => expect(await unread()).toEqual([2]));
  const read: unknown[] = [];
  manager.on("chat.read", (event) => read.push(event));
  expect(await tenant.markRead("15550004008", [first, "of another chat"])).toBe(1);
  await author.readByPeer(first);
  await eventually(async () => expect(await unread()).toEqual([1]));
  expect(read).toEqual([{ tenantId: "bert", chat: "15550004008@s.whatsapp.net", unreadCount: 1 }]);
  const { items } = await tenant.messages("15550004008");
  expect(items.map(({ text, status }) => `${text} ${status}`)).toEqual(["two delivered", "one read"]);
});

it("marks messages of a group as read for each of their authors", async () => {
  const { tenant, unread } = await paired("carl", "15550004003");
  const authors = ["15550004006", "15550004007"].map((number) => simulated.simulator.contact(number));
  const members = ["15550004003", ...authors.map(({ number }) => number)];
  const { id: group } = simulated.simulator.group({ subject: "Friends", members });
  const sent = [];
  for (const author of authors) sent.push({ author, ...(await author.sendText(group, `from ${author.number}`)) });
  await eventually(async () => expect(await unread()).toEqual([2]));
  expect(await tenant.markRead(group)).toBe(2);
  for (const { author, id } of sent) await author.readByPeer(id);
});

it("tells whether it is there, and what it is doing", async () => {
  simulated.simulator.phone("15550004004", { name: "Dora" });
  const { tenant } = await paired("dora", "15550004004");
  // By itself, once the phone has told the account's name: before, WhatsApp takes no presence.
  await eventually(() => expect(simulated.simulator.state().presences.available).toBeGreaterThan(0));
  const { presences } = simulated.simulator.state();
  const after = (kind: string) => (simulated.simulator.state().presences[kind] ?? 0) - (presences[kind] ?? 0);
  await tenant.setPresence("unavailable");
  await tenant.setPresence("available");
  for (const typing of ["composing", "recording", "paused"] as const) await tenant.sendTyping("15550004009", typing);
  await eventually(() => {
    for (const kind of ["unavailable", "available", "composing", "recording", "paused"]) expect(after(kind)).toBe(1);
  });
});

it("needs a connection, and a chat that is one", async () => {
  const { tenant } = await paired("emil", "15550004005");
  await expect(tenant.markRead("mum")).rejects.toMatchObject({ code: "INVALID_RECIPIENT" });
  await expect(tenant.sendTyping("mum", "paused")).rejects.toMatchObject({ code: "INVALID_RECIPIENT" });
  await tenant.disconnect();
  for (const attempt of [() => tenant.markRead("15550004009"), () => tenant.setPresence("available")]) {
    await expect(attempt()).rejects.toMatchObject({ code: "SESSION_NOT_CONNECTED" });
  }
});
