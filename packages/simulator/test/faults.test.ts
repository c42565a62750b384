import { afterEach, beforeEach, expect, it, vi } from "vitest";
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

it("slows every stanza down and keeps their order", async () => {
  const client = await clients.paired(simulator, phone);
  simulator.faults.set({ latencyMs: 40 });
  const start = performance.now();
  for (const text of ["one", "two", "three"]) await contact.sendText(phone.number, text);
  await client.received("three");
  expect(performance.now() - start).toBeGreaterThanOrEqual(39);
  expect(client.texts()).toEqual(["one", "two", "three"]);
});

it("resets a connection after some stanzas and delivers the rest to the next", async () => {
  const client = await clients.paired(simulator, phone);
  simulator.faults.set({ dropAfterStanzas: 2 });
  for (const text of ["one", "two", "three"]) await contact.sendText(phone.number, text);
  expect(await client.closed()).toBe(428);
  simulator.faults.clear();
  const back = await clients.loggedIn(simulator, client.auth);
  await back.received("three");
  // Baileys may have thrown away what it decrypted just before the reset, so what it shows of the first two proves nothing.
  expect(client.texts()).not.toContain("three");
  // What the first connection decrypted but could not confirm, the second refuses (487): it leaves the queue as well.
  await vi.waitFor(() => expect(simulator.state().queued).toBe(0));
});

it("withholds acks", async () => {
  const client = await clients.paired(simulator, phone);
  simulator.faults.set({ withholdAcks: true });
  const id = await client.send(contact.jid, "no ack");
  await contact.received("no ack");
  await client.reached(id, 3);
  expect(client.acked).toEqual([]);
});

it("brings messages twice, and the client shows them once", async () => {
  const client = await clients.paired(simulator, phone);
  simulator.faults.set({ duplicateStanzas: true });
  const { id } = await contact.sendText(phone.number, "twice");
  await client.received("twice");
  await contact.sendText(phone.number, "end");
  await client.received("end");
  const shown = client.messages.filter(({ message }) => message.key.id === id && message.message);
  expect(shown).toHaveLength(1);
});

it("holds the offline marker until the fault is cleared", async () => {
  const client = await clients.paired(simulator, phone);
  await client.close();
  await contact.sendText(phone.number, "held back");
  simulator.faults.set({ holdOfflineMarker: true, phone: phone.number });
  const back = await clients.loggedIn(simulator, client.auth);
  const marked = () => back.updates.find(({ receivedPendingNotifications }) => receivedPendingNotifications);
  expect(marked()).toBeUndefined();
  simulator.faults.clear();
  await back.until("offline marker", marked);
  await back.received("held back");
});

it("spares everybody but the phone that was named", async () => {
  simulator.faults.set({ withholdAcks: true, phone: contact.number });
  const client = await clients.paired(simulator, phone);
  const id = await client.send(contact.jid, "acked");
  await client.confirmed(id);
});
