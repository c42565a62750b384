import { afterEach, beforeEach, expect, it } from "vitest";
import { type Phone, WhatsAppSimulator } from "../src/index.ts";
import { Clients, textOf } from "./client.ts";

let simulator: WhatsAppSimulator;
let phone: Phone;
let contact: Phone;
const clients = new Clients();

beforeEach(async () => {
  simulator = await WhatsAppSimulator.start();
  phone = simulator.phone("15550001111", { name: "Ada" });
  contact = simulator.contact("15550002222", { name: "Grace" });
});

afterEach(async () => {
  await clients.closeAll();
  await simulator.stop();
});

it("sends the phone's chats to a client that was just linked", async () => {
  await contact.sendText(phone.number, "long ago");
  await phone.received("long ago");
  await phone.sendText(contact.number, "ages ago");
  const history: string[] = [];
  const client = await clients.paired(simulator, phone, { shouldSyncHistoryMessage: () => true });
  client.on("messaging-history.set", ({ messages }) => {
    for (const message of messages) history.push(textOf(message) ?? "");
  });
  await client.until("history", () => (history.length === 2 ? history : undefined));
  expect(history).toEqual(expect.arrayContaining(["long ago", "ages ago"]));
});

it("shows a business profile, and none of a person", async () => {
  const hours = {
    timezone: "Europe/Rome",
    days: [{ day: "mon", mode: "specific_hours", openMinutes: 540, closeMinutes: 1020 }] as const,
  };
  const shop = {
    description: "We sell",
    address: "Via Roma 1",
    email: "a@example.org",
    website: "https://example.org",
  };
  contact.setBusiness({ ...shop, category: "Shop", hours });
  const client = await clients.paired(simulator, phone);
  expect(await client.socket.getBusinessProfile(contact.jid)).toMatchObject({
    ...shop,
    website: ["https://example.org"],
    category: "Shop",
    business_hours: {
      timezone: "Europe/Rome",
      business_config: [{ day_of_week: "mon", mode: "specific_hours", open_time: "540", close_time: "1020" }],
    },
  });
  expect(await client.socket.getBusinessProfile(phone.jid)).toBeUndefined();
});

it("tells a client that it is a business", async () => {
  phone.setBusiness({});
  const { auth } = await clients.paired(simulator, phone);
  expect(auth.creds).toMatchObject({ platform: "smba", me: { name: "Ada" } });
});
