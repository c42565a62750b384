import { afterEach, beforeEach, expect, it } from "vitest";
import { type Phone, WhatsAppSimulator } from "../src/index.ts";
import { Clients } from "./client.ts";

let simulator: WhatsAppSimulator;
let phone: Phone;
let contact: Phone;
const clients = new Clients();

beforeEach(async () => {
  simulator = await WhatsAppSimulator.start();
  phone = simulator.phone("15550001111");
  contact = simulator.contact("15550002222");
});

afterEach(async () => {
  await clients.closeAll();
  await simulator.stop();
});

it("lets a client ask again for what it cannot decrypt", async () => {
  const client = await clients.paired(simulator, phone, { retryRequestDelayMs: 1 });
  await contact.sendText(phone.number, "first");
  await client.received("first");
  // The client answers, so that the contact goes on with plain session messages, which nobody without it can read.
  await client.send(contact.jid, "answer");
  await contact.received("answer");
  await client.auth.keys.set({ session: { [`${contact.lid.replace("@lid", "_1")}.0`]: null } });
  const { id } = await contact.sendText(phone.number, "second");
  await client.received("second");
  await contact.delivered(id);
  expect(simulator.state().retries).toBeGreaterThan(0);
});

it("lets a contact ask again for what it cannot decrypt", async () => {
  const client = await clients.paired(simulator, phone);
  await client.send(contact.jid, "first");
  await contact.received("first");
  await contact.sendText(phone.number, "answer");
  await client.received("answer");
  contact.loseSessions();
  const id = await client.send(contact.jid, "second");
  await contact.received("second");
  await client.reached(id, 3);
  expect(simulator.state().retries).toBeGreaterThan(0);
});

it("lets one tenant's client ask another's", async () => {
  const ada = await clients.paired(simulator, phone);
  const grace = await clients.paired(simulator, contact, { retryRequestDelayMs: 1 });
  await ada.send(contact.jid, "first");
  await grace.received("first");
  await grace.send(phone.jid, "answer");
  await ada.received("answer");
  await grace.auth.keys.set({ session: { [`${phone.lid.replace("@lid", "_1")}.1`]: null } });
  await ada.send(contact.jid, "second");
  await grace.received("second");
  expect(simulator.state().retries).toBeGreaterThan(0);
});
