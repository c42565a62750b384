import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type Phone, WhatsAppSimulator } from "../src/index.ts";
import { verifySignature } from "../src/wire/xed25519.ts";
import { Clients, newAuth, textOf } from "./client.ts";

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

it("pairs by QR, restarts with 515 and logs in", async () => {
  const auth = newAuth();
  const pairing = clients.connect(simulator, auth);
  const linked = await phone.scanQr(await pairing.qr());
  expect(linked).toEqual({
    phone: "15550001111",
    jid: "15550001111:1@s.whatsapp.net",
    lid: expect.stringMatching(/:1@lid$/),
  });
  expect(await pairing.closed()).toBe(515);
  await clients.loggedIn(simulator, auth);
  expect(auth.creds.me).toMatchObject({ id: linked.jid, lid: linked.lid });
  expect(simulator.state()).toMatchObject({ online: 1, linkedDevices: 1, unansweredIqs: {} });
});

it("vouches for the device with a signature that holds", async () => {
  const { auth } = await clients.paired(simulator, phone);
  const { details, accountSignature, accountSignatureKey } = auth.creds.account ?? {};
  const EMPTY = new Uint8Array();
  const signed = Buffer.concat([Buffer.from([6, 0]), details ?? EMPTY, auth.creds.signedIdentityKey.public]);
  expect(verifySignature(accountSignatureKey ?? EMPTY, signed, accountSignature ?? EMPTY)).toBe(true);
});

it("brings a contact's text to the client, encrypted on the way", async () => {
  const client = await clients.paired(simulator, phone);
  const { id } = await contact.sendText("15550001111", "hello Ada");
  const { message, type } = await client.received("hello Ada");
  expect(type).toBe("notify");
  expect(message).toMatchObject({
    key: { id, fromMe: false, remoteJid: "15550002222@s.whatsapp.net", remoteJidAlt: contact.lid },
    pushName: "Grace",
  });
  expect(await contact.delivered(id)).toMatchObject({ status: "delivered" });
});

it("brings the client's text to the contact and its own phone, with receipts", async () => {
  const client = await clients.paired(simulator, phone);
  const id = await client.send(contact.jid, "hello Grace");
  await client.confirmed(id);
  expect(await contact.received("hello Grace")).toMatchObject({ id, from: "15550001111", to: "15550002222" });
  await client.reached(id, 3);
  contact.read(id);
  await client.reached(id, 4);
  expect(await phone.readByPeer(id)).toMatchObject({ direction: "outgoing", text: "hello Grace", to: "15550002222" });
});

it("keeps a conversation going both ways", async () => {
  const client = await clients.paired(simulator, phone);
  for (let round = 0; round < 3; round++) {
    await contact.sendText("15550001111", `ping ${round}`);
    await client.received(`ping ${round}`);
    await client.send(contact.jid, `pong ${round}`);
    await contact.received(`pong ${round}`);
  }
  expect(simulator.state()).toMatchObject({ refused: 0, retries: 0 });
});

it("tells the author when the client reads a message", async () => {
  const client = await clients.paired(simulator, phone);
  const { id } = await contact.sendText("15550001111", "read me");
  const { message } = await client.received("read me");
  await client.socket.readMessages([message.key]);
  expect(await contact.readByPeer(id)).toMatchObject({ status: "read" });
});

it("carries a chat that is addressed by LID", async () => {
  const client = await clients.paired(simulator, phone);
  await contact.sendText(phone.lid, "by LID");
  const { message } = await client.received("by LID");
  expect(message.key).toMatchObject({ remoteJid: contact.lid, remoteJidAlt: contact.jid, addressingMode: "lid" });
  const id = await client.send(contact.lid, "back by LID");
  await contact.received("back by LID");
  await client.reached(id, 3);
});

it("knows which numbers exist", async () => {
  const client = await clients.paired(simulator, phone);
  const found = await client.socket.onWhatsApp("15550002222", "15559999999");
  expect(found).toEqual([{ jid: "15550002222@s.whatsapp.net", exists: true }]);
});

it("keeps messages for a client that is away", async () => {
  const client = await clients.paired(simulator, phone);
  await client.close();
  const { id } = await contact.sendText("15550001111", "while you were out");
  expect(contact.messages().at(-1)).toMatchObject({ id, status: "sent" });
  const back = await clients.loggedIn(simulator, client.auth);
  const { type } = await back.received("while you were out");
  expect(type).toBe("append");
  await contact.delivered(id);
  await vi.waitFor(() => expect(simulator.state().queued).toBe(0));
});

it("lets two tenants talk to each other", async () => {
  const ada = await clients.paired(simulator, phone);
  const grace = await clients.paired(simulator, contact);
  await ada.send(contact.jid, "tenant to tenant");
  expect(textOf((await grace.received("tenant to tenant")).message)).toBe("tenant to tenant");
  const id = await grace.send(phone.jid, "and back");
  await ada.received("and back");
  await grace.reached(id, 3);
  expect(simulator.state()).toMatchObject({ refused: 0, retries: 0, unansweredIqs: {} });
});

it("forgets a device that logs out", async () => {
  const client = await clients.paired(simulator, phone);
  await client.socket.logout();
  expect(await client.closed()).toBe(401);
  const again = clients.connect(simulator, client.auth);
  expect(await again.closed()).toBe(401);
  expect(phone.linkedDevices).toEqual([]);
});

it("refuses a device that does not own the Noise key it was linked with", async () => {
  const client = await clients.paired(simulator, phone);
  await client.close();
  const thief = { ...client.auth, creds: { ...client.auth.creds, noiseKey: newAuth().creds.noiseKey } };
  expect(await clients.connect(simulator, thief).closed()).toBe(401);
});

it("replaces the first session of a device by the second", async () => {
  const first = await clients.paired(simulator, phone);
  await clients.loggedIn(simulator, first.auth);
  expect(await first.closed()).toBe(440);
});

it.each([
  ["restart", 515],
  ["replaced", 440],
  ["logged_out", 401],
  ["unavailable", 503],
  ["banned", 403],
  ["drop", 428],
] as const)("ends a connection as WhatsApp would: %s is %i", async (reason, code) => {
  const client = await clients.paired(simulator, phone);
  expect(phone.kick(reason)).toBe(1);
  expect(await client.closed()).toBe(code);
});

it("keeps a banned number out until it is pardoned", async () => {
  const client = await clients.paired(simulator, phone);
  phone.kick("banned");
  await client.closed();
  expect(await clients.connect(simulator, client.auth).closed()).toBe(403);
  phone.pardon();
  await clients.loggedIn(simulator, client.auth);
});

it("does not know a QR code of a client that is gone", async () => {
  const client = clients.connect(simulator, newAuth());
  const qr = await client.qr();
  await phone.scanQr(qr);
  await expect(phone.scanQr(qr)).rejects.toMatchObject({ code: "UNKNOWN_QR" });
});

it("shows what one client sends on the other client of the same phone", async () => {
  const first = await clients.paired(simulator, phone);
  const second = await clients.paired(simulator, phone);
  for (const to of [contact.jid, contact.lid]) {
    const id = await first.send(to, `to ${to}`);
    const { message } = await second.received(`to ${to}`);
    expect(message.key).toMatchObject({ id, fromMe: true, remoteJid: to });
  }
  await vi.waitFor(() => expect(simulator.state()).toMatchObject({ queued: 0, refused: 0 }));
});

it("reaches a client that was linked after the sender had looked up the devices", async () => {
  const ada = await clients.paired(simulator, phone);
  await ada.send(contact.jid, "to the phone only");
  await contact.received("to the phone only");
  const grace = await clients.paired(simulator, contact);
  await vi.waitFor(() => expect(simulator.state().queued).toBe(0));
  await ada.send(contact.jid, "to the new client too");
  await grace.received("to the new client too");
});

it("shows who is there and who is typing", async () => {
  const [ada, grace] = [await clients.paired(simulator, phone), await clients.paired(simulator, contact)];
  const seen: unknown[] = [];
  ada.on("presence.update", ({ presences }) => void seen.push(presences[contact.jid]?.lastKnownPresence));
  await ada.socket.presenceSubscribe(contact.jid);
  await ada.until("available", () => seen.find((presence) => presence === "available"));
  await grace.socket.sendPresenceUpdate("unavailable");
  await ada.until("unavailable", () => seen.find((presence) => presence === "unavailable"));
  await grace.socket.sendPresenceUpdate("composing", phone.jid);
  await ada.until("composing", () => seen.find((presence) => presence === "composing"));
});

it("makes a client upload pre-keys when few are left", async () => {
  const fresh = await clients.paired(simulator, phone);
  await fresh.close();
  // A socket uploads at most every few seconds: only a new one does at once what it is asked for.
  const client = await clients.loggedIn(simulator, fresh.auth);
  const before = client.auth.creds.nextPreKeyId;
  const user = { tag: "user", attrs: { jid: phone.lid.replace("@", ":1@") } };
  const attrs = { to: "s.whatsapp.net", type: "get", xmlns: "encrypt" };
  const content = [{ tag: "key", attrs: {}, content: Array.from({ length: before - 5 }, () => user) }];
  await client.socket.query({ tag: "iq", attrs, content });
  await vi.waitFor(() => expect(client.auth.creds.nextPreKeyId).toBeGreaterThan(before), { timeout: 10_000 });
});
