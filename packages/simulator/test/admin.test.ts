import { afterEach, beforeEach, expect, it } from "vitest";
import { WhatsAppSimulator } from "../src/index.ts";
import { Clients, newAuth } from "./client.ts";

let simulator: WhatsAppSimulator;
const clients = new Clients();

beforeEach(async () => {
  simulator = await WhatsAppSimulator.start();
});

afterEach(async () => {
  await clients.closeAll();
  await simulator.stop();
});

interface Reply {
  readonly status: number;
  readonly body: Record<string, unknown> & Record<string, unknown>[];
}

async function call(method: string, path: string, body?: unknown): Promise<Reply> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const request = body === undefined ? { method } : { method, body: text };
  const response = await fetch(`${simulator.adminUrl}${path}`, request);
  expect(response.headers.get("content-type")).toBe("application/json");
  return { status: response.status, body: (await response.json()) as Reply["body"] };
}

it("tells what clients must trust", async () => {
  const { body } = await call("GET", "/trust");
  expect(body).toEqual({ noiseRootPublicKey: expect.stringMatching(/^[0-9a-f]{64}$/), mediaCa: null });
});

it("drives a whole conversation over HTTP", async () => {
  await call("POST", "/phones", { phone: "15550002222", name: "Grace" });
  const auth = newAuth();
  const pairing = clients.connect(simulator, auth);
  const scan = await call("POST", "/mock-phone/scan-qr?phone=15550001111", await pairing.qr());
  expect(scan).toMatchObject({ status: 200, body: { phone: "15550001111", jid: "15550001111:1@s.whatsapp.net" } });
  await pairing.closed();
  const client = await clients.loggedIn(simulator, auth);

  const sent = await call("POST", "/phones/15550002222/messages", { to: "15550001111", text: "over HTTP" });
  const { message } = await client.received("over HTTP");
  expect(message.key.id).toBe(sent.body.id);
  await simulator.existingPhone("15550002222").delivered(String(sent.body.id));

  const id = await client.send("15550002222@s.whatsapp.net", "answer");
  await simulator.existingPhone("15550002222").received("answer");
  expect(await call("POST", "/phones/15550002222/read", { id })).toEqual({ status: 200, body: { id } });
  await client.reached(id, 4);
  expect((await call("GET", "/phones/15550002222/messages")).body).toEqual([
    expect.objectContaining({ from: "15550002222", to: "15550001111", text: "over HTTP", status: "delivered" }),
    {
      id,
      from: "15550001111",
      to: "15550002222",
      text: "answer",
      timestamp: expect.any(Number),
      direction: "incoming",
      status: "read",
    },
  ]);

  expect((await call("POST", "/phones/15550001111/kick", { reason: "unavailable" })).body).toEqual({ kicked: 1 });
  expect(await client.closed()).toBe(503);
  expect((await call("GET", "/state")).body).toMatchObject({ accounts: 2, sent: 4, delivered: 1, unansweredIqs: {} });
});

it("edits, takes back and reacts over HTTP", async () => {
  const [ada, grace] = [simulator.phone("15550001111"), simulator.phone("15550002222")];
  const { id } = (await call("POST", "/phones/15550002222/messages", { to: ada.number, text: "helo" })).body;
  await ada.received("helo");
  const reaction = await call("POST", "/phones/15550001111/react", { id, emoji: "👍" });
  expect(await grace.received("👍")).toMatchObject({ id: reaction.body.id });
  expect((await call("POST", "/phones/15550001111/react", { id, emoji: "" })).status).toBe(200);
  const edit = await call("POST", "/phones/15550002222/edit", { id, text: "hello" });
  expect(edit).toEqual({ status: 200, body: { id: expect.not.stringMatching(String(id)) } });
  expect(await ada.received("hello")).toMatchObject({ id, edited: true });
  expect((await call("POST", "/phones/15550002222/revoke", { id })).status).toBe(200);
  await ada.received(({ revoked }) => revoked === true);
  expect((await call("GET", "/phones/15550001111/messages")).body[0]).toMatchObject({ id, text: "", revoked: true });
});

it("gives a client without a chosen phone the number of its push name, each time the same", async () => {
  const numbers: unknown[] = [];
  for (const auth of [newAuth(), newAuth()]) {
    const client = clients.connect(simulator, auth, { pushName: "demo tenant" } as object);
    const { body } = await call("POST", "/mock-phone/scan-qr", await client.qr());
    numbers.push(body.phone);
  }
  expect(numbers[0]).toMatch(/^1555\d{7}$/);
  expect(numbers[1]).toBe(numbers[0]);
});

it("creates a phone once and updates it after that", async () => {
  await call("POST", "/phones", { phone: "+15550003333", name: "old" });
  const { body } = await call("POST", "/phones", { phone: "15550003333", name: "new" });
  expect(body).toMatchObject({ phone: "15550003333", name: "new", jid: "15550003333@s.whatsapp.net" });
  expect(simulator.state().accounts).toBe(1);
});

it("sets faults one by one and clears them together", async () => {
  await call("POST", "/faults", { latencyMs: 5 });
  const { body } = await call("POST", "/faults", { withholdAcks: true });
  expect(body).toMatchObject({ latencyMs: 5, withholdAcks: true, duplicateStanzas: false });
  expect((await call("DELETE", "/faults")).body).toMatchObject({ latencyMs: 0, withholdAcks: false });
});

const PHONE = "/phones/15550001111";
it.each([
  ["POST", "/mock-phone/scan-qr", "not a QR", 404, "UNKNOWN_QR"],
  ["POST", "/mock-phone/scan-qr", "", 400, "INVALID_INPUT"],
  ["POST", "/phones", "{", 400, "INVALID_INPUT"],
  ["POST", "/phones", [], 400, "INVALID_INPUT"],
  ["POST", "/phones", { phone: 15550001111 }, 400, "INVALID_INPUT"],
  ["POST", "/phones", { phone: "call me" }, 400, "INVALID_INPUT"],
  ["POST", "/phones", { phone: "15550001111", nmae: "typo" }, 400, "INVALID_INPUT"],
  ["POST", "/phones", { phone: "15550001111", business: "yes" }, 400, "INVALID_INPUT"],
  ["POST", "/phones", `"${"x".repeat(70_000)}"`, 413, "BODY_TOO_LARGE"],
  ["GET", "/phones/15559999999/messages", undefined, 404, "UNKNOWN_PHONE"],
  ["POST", "/phones/15559999999/link-code", { code: "ABCD1234" }, 404, "UNKNOWN_PHONE"],
  ["POST", `${PHONE}/link-code`, { code: "ABCD1234" }, 404, "UNKNOWN_CODE"],
  ["POST", `${PHONE}/messages`, { to: "15559999999", text: "hi" }, 404, "UNKNOWN_RECIPIENT"],
  ["POST", `${PHONE}/messages`, { to: "123@g.us", text: "hi" }, 404, "UNKNOWN_GROUP"],
  ["POST", `${PHONE}/messages`, { to: "nobody", text: "hi" }, 400, "INVALID_INPUT"],
  ["POST", `${PHONE}/messages`, { to: "15550001111" }, 400, "INVALID_INPUT"],
  ["POST", `${PHONE}/read`, { id: "none" }, 404, "UNKNOWN_MESSAGE"],
  ["POST", `${PHONE}/edit`, { id: "none", text: "hi" }, 404, "UNKNOWN_MESSAGE"],
  ["POST", `${PHONE}/edit`, { id: "none", text: "" }, 400, "INVALID_INPUT"],
  ["POST", `${PHONE}/revoke`, { id: "none" }, 404, "UNKNOWN_MESSAGE"],
  ["POST", `${PHONE}/react`, { id: "none", emoji: "" }, 404, "UNKNOWN_MESSAGE"],
  ["POST", `${PHONE}/react`, { id: "none" }, 400, "INVALID_INPUT"],
  ["POST", `${PHONE}/kick`, { reason: "boredom" }, 400, "INVALID_INPUT"],
  ["POST", "/groups", { subject: "empty", members: [] }, 400, "INVALID_INPUT"],
  ["POST", "/groups", { subject: "g", members: ["15559999999"] }, 404, "UNKNOWN_PHONE"],
  ["POST", "/faults", { latencyMs: -1 }, 400, "INVALID_INPUT"],
  ["POST", "/faults", { withholdAcks: "yes" }, 400, "INVALID_INPUT"],
  ["GET", "/nothing", undefined, 404, "NOT_FOUND"],
  ["GET", "/%E0%A4%A", undefined, 404, "NOT_FOUND"],
  ["GET", "/phones/%E0%A4%A/messages", undefined, 400, "INVALID_INPUT"],
  ["DELETE", "/phones", undefined, 405, "METHOD_NOT_ALLOWED"],
])("refuses %s %s %j with %i", async (method, path, body, status, code) => {
  simulator.phone("15550001111");
  const reply = await call(method, path, body);
  expect(reply).toEqual({ status, body: { error: expect.stringMatching(/.{10}/), code } });
});
