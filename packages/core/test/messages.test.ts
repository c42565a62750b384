import { afterAll, beforeAll, expect, it } from "vitest";
import type { Message, Tenant, TenantManager } from "../src/index.ts";
import { connected, eventually, Simulated } from "./simulated.ts";

let simulated: Simulated;
let manager: TenantManager;
let lastPhone = 15_550_005_000;
beforeAll(async () => {
  simulated = await Simulated.start();
  manager = await simulated.manager();
});
afterAll(() => simulated.stop());

function freshPhone(): string {
  lastPhone += 1;
  return String(lastPhone);
}

async function pairedTenant() {
  const number = freshPhone();
  const tenant = await simulated.pair(manager, `tenant-${number}`, number);
  return { tenant, number, contact: simulated.simulator.contact(freshPhone(), { name: "Ada" }) };
}

const texts = async (tenant: Tenant, chat: string) =>
  (await tenant.messages(chat)).items.map(({ text }: Message) => text);

it("stores what came while the tenant was away once and in order, also when WhatsApp delivers everything twice", async () => {
  const { tenant, number, contact } = await pairedTenant();
  const received: (string | null)[] = [];
  manager.on("message.received", ({ tenantId, message }) => tenantId === tenant.id && received.push(message.text));
  await tenant.disconnect();
  const sent = Array.from({ length: 20 }, (_, index) => `message ${index}`);
  for (const text of sent) await contact.sendText(number, text);
  simulated.simulator.faults.set({ duplicateStanzas: true, phone: number });
  await tenant.connect();
  await connected(tenant);
  await contact.sendText(number, "the last");
  await eventually(() => expect(received.length).toBeGreaterThan(sent.length));
  simulated.simulator.faults.clear();
  // Baileys holds back what came offline and may tell of a live message first; among themselves their order counts.
  const withoutLast = (all: readonly (string | null)[]) => all.filter((text) => text !== "the last");
  expect(withoutLast(await texts(tenant, contact.number))).toEqual(sent.toReversed());
  expect(withoutLast(received)).toEqual(sent);
});

it.each(["pn", "lid"] as const)(
  "reads and writes in a group addressed by %s, with the author of each message",
  async (addressingMode) => {
    const { tenant, number, contact } = await pairedTenant();
    const group = simulated.simulator.group({ subject: "Engines", members: [contact, number], addressingMode });
    await contact.sendText(group.id, "hello all");
    const jid = group.id.includes("@") ? group.id : `${group.id}@g.us`;
    await eventually(async () => {
      expect((await tenant.messages(jid)).items).toMatchObject([
        { text: "hello all", sender: `${contact.number}@s.whatsapp.net`, senderName: "Ada", fromMe: false },
      ]);
    });
    await tenant.sendText(jid, "hello Ada");
    expect(await contact.received("hello Ada")).toMatchObject({ from: number });
    await eventually(async () => {
      expect((await tenant.conversations()).items).toMatchObject([{ jid, name: "Engines", unreadCount: 1 }]);
    });
  },
);

it("keeps one chat for a contact, whether WhatsApp names the phone number or the linked identity", async () => {
  const { tenant, number, contact } = await pairedTenant();
  await contact.sendText(number, "hello");
  await eventually(async () => expect(await texts(tenant, contact.number)).toEqual(["hello"]));
  await tenant.sendText(contact.lid, "hello to your other name");
  await eventually(async () =>
    expect(await texts(tenant, contact.number)).toEqual(["hello to your other name", "hello"]),
  );
  expect(await texts(tenant, contact.lid)).toEqual(await texts(tenant, contact.number));
  expect((await tenant.conversations()).items).toHaveLength(1);
});

it("brings the phone's history along when it pairs, without announcing old messages as new", async () => {
  const number = freshPhone();
  const contact = simulated.simulator.contact(freshPhone(), { name: "Grace" });
  const announced: (string | null)[] = [];
  manager.on("message.received", ({ message }) => announced.push(message.text));
  simulated.simulator.phone(number);
  await contact.sendText(number, "long ago");
  const tenant = await simulated.pair(manager, `tenant-${number}`, number);
  await eventually(async () => expect(await texts(tenant, contact.number)).toContain("long ago"));
  expect(announced).not.toContain("long ago");
});

it("takes what the account's own phone sends for the tenant's own message", async () => {
  const { tenant, number, contact } = await pairedTenant();
  await simulated.simulator.phone(number).sendText(contact.number, "written on the phone");
  await eventually(async () => {
    expect((await tenant.messages(contact.number)).items).toMatchObject([
      { text: "written on the phone", fromMe: true },
    ]);
  });
  expect((await tenant.conversations()).items).toMatchObject([{ unreadCount: 0 }]);
});
