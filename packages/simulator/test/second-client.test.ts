import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import { type Phone, WhatsAppSimulator } from "../src/index.ts";
import { Clients, textOf } from "./client.ts";
import { SecondClients } from "./second-client.ts";

let simulator: WhatsAppSimulator;
let phone: Phone;
let contact: Phone;
const clients = new SecondClients();
const baileys = new Clients();

// zapo-js wants the WebSocket of the runtime, which Node has only since 22.
beforeAll(() => void vi.stubGlobal("WebSocket", WebSocket));
afterAll(() => void vi.unstubAllGlobals());

beforeEach(async () => {
  simulator = await WhatsAppSimulator.start();
  // A paired zapo-js hangs up by itself a moment later; a restart (515) that overtakes it makes it pair anew. Over the
  // length of a real network it never does.
  simulator.faults.set({ latencyMs: 20 });
  phone = simulator.phone("15550001111", { name: "Ada" });
  contact = simulator.contact("15550002222", { name: "Grace" });
});

afterEach(async () => {
  await clients.closeAll();
  await baileys.closeAll();
  await simulator.stop();
});

it("pairs by QR with a client that checks the server's certificates and the phone's signature, and logs it in", async () => {
  const client = await clients.paired(simulator, phone);
  const credentials = client.client.getCredentials();
  expect(credentials).toMatchObject({ meJid: "15550001111:1@s.whatsapp.net", meLid: phone.lid.replace("@", ":1@") });
  expect(phone.linkedDevices).toEqual([credentials?.meJid]);
  expect(simulator.state()).toMatchObject({ online: 1, linkedDevices: 1 });
});

it("is refused by a client that trusts only WhatsApp's own root", async () => {
  const client = clients.create(simulator, undefined, { testHooks: {} });
  await expect(client.client.connect()).rejects.toThrow("max reconnect attempts reached");
  expect(client.log).toContain("noise handshake failed: intermediate certificate signature is invalid");
});

it("pairs by a code that the phone types", async () => {
  const client = clients.create(simulator);
  await client.qr();
  const code = await client.client.requestPairingCode(phone.number);
  await phone.enterCode(code);
  await client.loggedIn();
  await contact.sendText(phone.number, "paired by code");
  await client.received("paired by code");
});

it("holds the keys that the client uploaded", async () => {
  const client = await clients.paired(simulator, phone);
  await client.logged("signal digest validated");
  expect(simulator.state().unansweredIqs).toEqual({});
});

it("falls back to a full handshake when the client opens with the server key that it remembers", async () => {
  const client = await clients.paired(simulator, phone);
  await client.logged("noise session attempting resume handshake (IK)");
  await client.logged("noise session established via resume/full fallback path");
});

it("gives the client the phone's history, and settings whose MACs it accepts", async () => {
  const client = await clients.paired(simulator, phone);
  expect(await client.until("history", () => client.history[0])).toMatchObject({ pushnamesCount: 1, progress: 100 });
  await client.logged("app-state sync finished");
  const { collections } = await client.client.exportAppState();
  expect(collections).toMatchObject({ critical_block: { version: 1 } });
});

it("brings a contact's text to the client, encrypted on the way", async () => {
  const client = await clients.paired(simulator, phone);
  const { id } = await contact.sendText(phone.number, "hello Ada");
  expect(await client.received("hello Ada")).toMatchObject({
    stanzaId: id,
    chatJid: contact.jid,
    senderJid: contact.jid,
    encryptionType: "pkmsg",
  });
  expect(await contact.delivered(id)).toMatchObject({ status: "delivered" });
});

it("brings the client's text to the contact and its own phone, with receipts", async () => {
  const client = await clients.paired(simulator, phone);
  const id = await client.send(contact.jid, "hello Grace");
  expect(await contact.received("hello Grace")).toMatchObject({ id, from: phone.number, to: contact.number });
  await client.receipt(id, undefined);
  contact.read(id);
  await client.receipt(id, "read");
  expect(await phone.readByPeer(id)).toMatchObject({ direction: "outgoing", text: "hello Grace", to: contact.number });
});

it("keeps a conversation going both ways", async () => {
  const client = await clients.paired(simulator, phone);
  for (let round = 0; round < 3; round++) {
    await contact.sendText(phone.number, `ping ${round}`);
    await client.received(`ping ${round}`);
    await client.send(contact.jid, `pong ${round}`);
    await contact.received(`pong ${round}`);
  }
  expect(simulator.state()).toMatchObject({ refused: 0, retries: 0, unansweredIqs: {} });
});

it("carries a chat that is addressed by LID", async () => {
  const client = await clients.paired(simulator, phone);
  await contact.sendText(phone.lid, "by LID");
  expect(await client.received("by LID")).toMatchObject({ chatJid: contact.lid });
  const id = await client.send(contact.lid, "back by LID");
  await contact.received("back by LID");
  await client.receipt(id, undefined);
});

it.each(["pn", "lid"] as const)("carries a group addressed by %s, with sender keys", async (addressingMode) => {
  const alan = simulator.contact("15550003333", { name: "Alan" });
  const { id: group } = simulator.group({ subject: "letters", members: [contact, phone, alan], addressingMode });
  const client = await clients.paired(simulator, phone);
  for (const round of ["first", "second"]) {
    await contact.sendText(group, `${round} in`);
    expect(await client.received(`${round} in`)).toMatchObject({ chatJid: group, isGroupChat: true });
    await client.send(group, `${round} out`);
    for (const member of [contact, alan]) await member.received(`${round} out`);
  }
  expect(simulator.state()).toMatchObject({ refused: 0, retries: 0, unansweredIqs: {} });
});

it("keeps messages for a client that is away", async () => {
  const client = await clients.paired(simulator, phone);
  await client.client.disconnect();
  const { id } = await contact.sendText(phone.number, "while you were out");
  const back = clients.create(simulator, client.memory);
  await back.client.connect();
  await back.received("while you were out");
  await contact.delivered(id);
});

it("lets it talk to a Baileys client", async () => {
  const ada = await clients.paired(simulator, phone);
  const grace = await baileys.paired(simulator, contact);
  await ada.send(contact.jid, "zapo to Baileys");
  expect(textOf((await grace.received("zapo to Baileys")).message)).toBe("zapo to Baileys");
  const id = await grace.send(phone.jid, "Baileys to zapo");
  await ada.received("Baileys to zapo");
  await grace.reached(id, 3);
  const answer = await ada.send(contact.jid, "and back");
  await grace.received("and back");
  await ada.receipt(answer, undefined);
  expect(simulator.state()).toMatchObject({ refused: 0, retries: 0, unansweredIqs: {} });
});
