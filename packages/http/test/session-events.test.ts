import { WhatsAppSimulator } from "@polyphone/simulator";
import { afterAll, beforeAll, expect, it } from "vitest";
import { api, provision } from "./api.ts";
import { Contract, type OpenApiDocument } from "./contract.ts";
import { eventStream } from "./event-stream.ts";

let simulator: WhatsAppSimulator;
beforeAll(async () => {
  simulator = await WhatsAppSimulator.start();
});
afterAll(() => simulator.stop());

const NUMBER = "15550200001";
const CHAT = "15550200002@s.whatsapp.net";

/** A tenant, and what its stream of events has told so far. */
async function followed() {
  const { url, trust } = simulator;
  const whatsapp = { url, ...trust, qrTimeoutMs: 1_000 };
  const ask = await api({}, { whatsapp, connectTimeoutMs: 20_000 });
  const contract = new Contract((await ask("GET", "/api/openapi.json")).body as OpenApiDocument);
  const token = String((await provision(ask)).token);
  const stream = await eventStream(`${ask.origin}/api/events`, { authorization: `Bearer ${token}` });
  const told: object[] = [];
  const next = async (): Promise<object> => {
    const event = await stream.next();
    if (event === undefined) throw new Error("The stream has ended");
    contract.checkItem("/events", event.data);
    return event.data;
  };
  /** What was told and not waited for yet: the order of what belongs to one step is not promised. */
  const waiting: object[] = [];
  const until = async (name: string, data: object): Promise<void> => {
    const wanted = expect.objectContaining({ event: name, data: expect.objectContaining(data) });
    for (;;) {
      const place = waiting.findIndex((event) => wanted.asymmetricMatch(event));
      if (place >= 0) {
        waiting.splice(place, 1);
        return;
      }
      const event = await next();
      waiting.push(event);
      told.push(event);
    }
  };
  const call = async (method: string, path: string, body?: object) =>
    (await ask(method, `/api${path}`, { token, ...(body && { body }) })).body as Record<string, unknown>;
  return { call, until, told };
}

it("tells a page all that it shows without its asking: states, each QR, messages, what is read", async () => {
  const { call, until, told } = await followed();
  const phone = simulator.phone(NUMBER);
  await call("POST", "/session/start");
  await until("session.state", { to: "waiting_qr" });
  for (const _ of ["first", "refreshed"]) await until("connection", { status: "waiting_qr" });
  // Whoever has the QR links a device of his own: the page asks for it with its own token.
  expect(JSON.stringify(told)).not.toContain('"qr"');
  await phone.scanQr(String((await call("GET", "/session/status")).qr));
  await until("session.state", { to: "connected" });
  await until("connection", { status: "connected" });
  const contact = simulator.contact("15550200002");
  await contact.sendText(NUMBER, "hello");
  await until("message.received", { message: expect.objectContaining({ chat: CHAT, text: "hello" }) });
  await call("POST", "/message/mark-read", { jid: CHAT });
  await until("chat.read", { chat: CHAT, unreadCount: 0 });
  await call("POST", "/message/send-text", { to: CHAT, message: "hi" });
  await until("message.sent", { message: expect.objectContaining({ text: "hi" }) });
  await until("message.status", { status: "delivered" });
  await call("PUT", "/business", { name: "Anna's" });
  await until("business.updated", { business: expect.objectContaining({ name: "Anna's" }) });
  await call("POST", "/session/logout");
  await until("connection", { status: "logged_out" });
});
