import { WhatsAppSimulator } from "@polyphone/simulator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ServerProcess } from "./server-process.ts";
import { TenantClient } from "./tenant-client.ts";

const CONTACT = "15550002001";
const NOBODY = "15559999999";

let simulator: WhatsAppSimulator;
let server: ServerProcess;
let ada: TenantClient;
let bob: TenantClient;

beforeAll(async () => {
  simulator = await WhatsAppSimulator.start();
  server = await ServerProcess.start(simulator);
  ada = new TenantClient(server, simulator.adminUrl, "tenant-ada", "15550001001");
  bob = new TenantClient(server, simulator.adminUrl, "tenant-bob", "15550001002");
  await ada.admin("POST", "/phones", { phone: CONTACT, name: "Contact" });
});
afterAll(async () => {
  await server?.stop();
  await simulator?.stop();
});

describe("the documented server, as a process, through HTTP alone", () => {
  it("gives a tenant a token in the documented form", async () => {
    const { status, body } = await ada.admin("GET", "/trust");
    expect([status, body]).toEqual([200, simulator.trust]);
    await ada.issueToken();
    expect(ada.token.split(".")).toHaveLength(3);
  });

  it("shows a QR with its picture, pairs when the phone scans it and is connected", async () => {
    await ada.issueToken();
    const { status, body } = await ada.call("POST", "/session/start");
    expect(status).toBe(200);
    expect(body).toEqual({
      success: true,
      status: "waiting_qr",
      qr: expect.stringContaining(","),
      qrBase64: expect.stringMatching(/^data:image\/png;base64,iVBOR/),
    });
    expect((await ada.call("GET", "/session/status")).body).toMatchObject({
      success: true,
      isConnected: false,
      qr: body.qr,
    });
    const scanned = await ada.admin("POST", `/mock-phone/scan-qr?phone=${ada.phone}`, body.qr);
    expect(scanned.body).toEqual({ phone: ada.phone, jid: expect.any(String), lid: expect.any(String) });
    await ada.connected();
    expect((await ada.call("POST", "/session/start")).body).toEqual({
      success: true,
      status: "connected",
      message: "WhatsApp connection successful",
    });
  });

  it("tells a number that is on WhatsApp from one that is not", async () => {
    const known = await ada.call("POST", "/message/check-number", { to: CONTACT });
    expect(known.body).toEqual({ exists: true, jid: `${CONTACT}@s.whatsapp.net` });
    expect((await ada.call("POST", "/message/check-number", { to: NOBODY })).body).toEqual({
      exists: false,
      jid: null,
    });
  });

  it("sends a text that arrives decrypted on the contact's phone, and follows it to delivered and read", async () => {
    const sent = await ada.call("POST", "/message/send-text", { to: CONTACT, message: "hello from Ada" });
    expect(sent.status).toBe(200);
    expect(sent.body).toMatchObject({
      key: { remoteJid: `${CONTACT}@s.whatsapp.net`, fromMe: true, id: expect.any(String) },
    });
    const { id } = await ada.eventually(CONTACT, { text: "hello from Ada", fromMe: true, status: "delivered" });
    expect((await ada.admin("GET", `/phones/${CONTACT}/messages`)).body).toMatchObject([
      { id, text: "hello from Ada", from: expect.stringContaining(ada.phone), direction: "incoming" },
    ]);
    await ada.admin("POST", `/phones/${CONTACT}/read`, { id });
    await ada.eventually(CONTACT, { id, status: "read" });
  });

  it("lists the contact's answer under that tenant and under no other", async () => {
    await bob.issueToken();
    await ada.admin("POST", `/phones/${CONTACT}/messages`, { to: ada.phone, text: "hello Ada" });
    await ada.eventually(CONTACT, { text: "hello Ada", fromMe: false });
    expect((await ada.call("GET", "/message/conversations")).body).toMatchObject({
      success: true,
      conversations: [{ jid: `${CONTACT}@s.whatsapp.net`, lastMessage: { text: "hello Ada" } }],
    });
    expect(await bob.messages(CONTACT)).toEqual([]);
    expect((await bob.call("GET", "/message/conversations")).body).toMatchObject({ conversations: [] });
  });

  it("lets two tenants of the server talk to each other, each with its own side of the chat", async () => {
    await bob.pair();
    await ada.call("POST", "/message/send-text", { to: bob.phone, message: "Bob, are you there?" });
    await bob.eventually(ada.phone, { text: "Bob, are you there?", fromMe: false });
    await bob.call("POST", "/message/send-text", { to: ada.phone, message: "here I am" });
    await ada.eventually(bob.phone, { text: "here I am", fromMe: false });
    await ada.eventually(bob.phone, { text: "Bob, are you there?", fromMe: true, status: "delivered" });
    await bob.eventually(ada.phone, { text: "here I am", fromMe: true, status: "delivered" });
    expect(await ada.messages(bob.phone)).toHaveLength(2);
    expect(await bob.messages(ada.phone)).toHaveLength(2);
    expect(await bob.messages(CONTACT)).toEqual([]);
  });

  it("resumes without a QR after SIGKILL, with the messages that were sent meanwhile and those from before", async () => {
    await server.kill("SIGKILL");
    await ada.admin("POST", `/phones/${CONTACT}/messages`, { to: ada.phone, text: "while you were away" });
    await ada.admin("POST", `/phones/${CONTACT}/messages`, { to: ada.phone, text: "and once more" });
    await server.start();
    await ada.connected();
    await bob.connected();
    await ada.eventually(CONTACT, { text: "while you were away", fromMe: false });
    await ada.eventually(CONTACT, { text: "and once more", fromMe: false });
    const texts = (await ada.messages(CONTACT)).map(({ text }) => text);
    expect(texts).toEqual(["and once more", "while you were away", "hello Ada", "hello from Ada"]);
    await ada.call("POST", "/message/send-text", { to: CONTACT, message: "back again" });
    await ada.eventually(CONTACT, { text: "back again", status: "delivered" });
  });

  it.each(["SIGTERM", "SIGINT"] as const)("ends cleanly at %s and logs nobody out", async (signal) => {
    expect(await server.kill(signal)).toBe(0);
    await server.start();
    await ada.connected();
    await bob.connected();
  });

  it("shows a new QR after a log-out, and the other tenant does not notice", async () => {
    expect((await ada.call("POST", "/session/logout")).body).toEqual({
      success: true,
      status: "logged_out",
      message: "Session successfully terminated",
    });
    expect((await ada.call("GET", "/session/status")).body).toMatchObject({
      success: true,
      isConnected: false,
      qr: null,
    });
    expect((await ada.call("POST", "/session/start")).body).toMatchObject({
      status: "waiting_qr",
      qr: expect.any(String),
    });
    expect((await bob.call("GET", "/session/status")).body).toMatchObject({ isConnected: true });
  });

  it("has written no token, QR, message or key to its output", () => {
    const output = server.output.join("\n");
    expect(output).toContain("listening");
    for (const secret of [
      ada.token,
      bob.token,
      "hello from Ada",
      "while you were away",
      "privKey",
      "SessionEntry",
      "data:image",
    ]) {
      expect(output).not.toContain(secret);
    }
  });
});
