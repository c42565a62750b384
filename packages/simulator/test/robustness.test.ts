import { once } from "node:events";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import { WhatsAppSimulator } from "../src/index.ts";
import { Clients } from "./client.ts";

let simulator: WhatsAppSimulator;
const clients = new Clients();

beforeEach(async () => {
  simulator = await WhatsAppSimulator.start();
});

afterEach(async () => {
  await clients.closeAll();
  await simulator.stop();
});

it.each([
  ["that is no WhatsApp stream", Buffer.from("hello, is this a web server?")],
  ["with a hello that is no protobuf", Buffer.from([0x57, 0x41, 6, 3, 0, 0, 3, 0xff, 0xff, 0xff])],
  ["with an empty hello", Buffer.from([0x57, 0x41, 6, 3, 0, 0, 0])],
])("hangs up on a client %s and goes on", async (_what, bytes) => {
  const socket = new WebSocket(simulator.url);
  await once(socket, "open");
  socket.send(bytes);
  await once(socket, "close");
  await vi.waitFor(() => expect(simulator.state().connections).toBe(0));
  await clients.paired(simulator, simulator.phone());
});

it("refuses a WebSocket on another path", async () => {
  const socket = new WebSocket(simulator.url.replace("/ws/chat", "/elsewhere"));
  const [error] = await once(socket, "error");
  expect(String(error)).toContain("400");
});

it("survives stanzas that make no sense", async () => {
  const phone = simulator.phone("15550001111");
  const client = await clients.paired(simulator, phone);
  const send = (tag: string, attrs: Record<string, string>) => client.socket.sendNode({ tag, attrs });
  await send("message", { id: "1", to: "nobody" });
  await send("message", { id: "2", to: "1@g.us" });
  await send("receipt", { id: "3", to: "9@lid", type: "retry" });
  await send("ack", {});
  await send("presence", { type: "subscribe" });
  await send("chatstate", {});
  await send("nonsense", {});
  await expect(client.socket.groupMetadata("1@g.us")).rejects.toThrow("item-not-found");
  await simulator.contact("15550002222").sendText(phone.number, "still there");
  await client.received("still there");
});

it("frees its port and may be stopped twice", async () => {
  const port = Number(new URL(simulator.adminUrl).port);
  await simulator.stop();
  await simulator.stop();
  const next = await WhatsAppSimulator.start({ port });
  await expect(WhatsAppSimulator.start({ port })).rejects.toThrow("EADDRINUSE");
  await next.stop();
});

it("fails what still waits when it stops", async () => {
  const waiting = simulator.phone().received("never");
  const failed = expect(waiting).rejects.toMatchObject({ code: "STOPPED" });
  await simulator.stop();
  await failed;
});

it("fails a wait that takes too long", async () => {
  const waiting = simulator.phone().received("never", { timeoutMs: 1 });
  await expect(waiting).rejects.toMatchObject({ code: "TIMEOUT" });
});
