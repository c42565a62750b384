import { afterEach, beforeEach, expect, it } from "vitest";
import { type Phone, WhatsAppSimulator } from "../src/index.ts";
import { Clients, newAuth } from "./client.ts";

let simulator: WhatsAppSimulator;
let phone: Phone;
const clients = new Clients();

beforeEach(async () => {
  simulator = await WhatsAppSimulator.start();
  phone = simulator.phone("15550001111");
});

afterEach(async () => {
  await clients.closeAll();
  await simulator.stop();
});

it("pairs by a code that the phone types", async () => {
  const auth = newAuth();
  const client = clients.connect(simulator, auth);
  await client.qr();
  const code = await client.socket.requestPairingCode(phone.number);
  const linked = await phone.enterCode(code);
  expect(linked.jid).toBe("15550001111:1@s.whatsapp.net");
  expect(await client.closed()).toBe(515);
  const back = await clients.loggedIn(simulator, auth);
  await simulator.contact("15550002222").sendText(phone.number, "paired by code");
  await back.received("paired by code");
});

it("refuses a wrong code", async () => {
  const client = clients.connect(simulator, newAuth());
  await client.qr();
  await client.socket.requestPairingCode(phone.number, "ABCD2345");
  await expect(phone.enterCode("WRNG9999")).rejects.toMatchObject({ code: "UNKNOWN_CODE" });
  expect(phone.linkedDevices).toEqual([]);
});

it("refuses the code of another number", async () => {
  const client = clients.connect(simulator, newAuth());
  await client.qr();
  const code = await client.socket.requestPairingCode(phone.number);
  await expect(simulator.phone("15550007777").enterCode(code)).rejects.toMatchObject({ code: "UNKNOWN_CODE" });
});

it("does not know a QR code that has expired", async () => {
  const brief = await WhatsAppSimulator.start({ qrFirstMs: 0, qrNextMs: 0 });
  const client = clients.connect(brief, newAuth());
  const qr = await client.qr();
  await expect(brief.phone().scanQr(qr)).rejects.toMatchObject({ code: "UNKNOWN_QR" });
  await client.close();
  await brief.stop();
});
