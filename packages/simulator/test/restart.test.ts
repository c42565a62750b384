import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { WhatsAppSimulator } from "../src/index.ts";
import { Clients } from "./client.ts";

const clients = new Clients();
let directory: string;
let stateFile: string;
let simulator: WhatsAppSimulator;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "simulator-"));
  stateFile = join(directory, "state.json");
  simulator = await WhatsAppSimulator.start({ stateFile });
});

afterEach(async () => {
  await clients.closeAll();
  await simulator.stop();
  await rm(directory, { recursive: true });
});

async function restart(): Promise<void> {
  await simulator.stop();
  simulator = await WhatsAppSimulator.start({ stateFile });
}

it("keeps accounts, devices, sessions and what was not delivered", async () => {
  const phone = simulator.phone("15550001111", { name: "Ada" });
  const contact = simulator.contact("15550002222", { name: "Grace" });
  const client = await clients.paired(simulator, phone);
  await client.send(contact.jid, "before");
  await contact.received("before");
  await client.close();
  const { id } = await contact.sendText(phone.number, "in between");

  await restart();
  const back = await clients.loggedIn(simulator, client.auth);
  await back.received("in between");
  const grace = simulator.existingPhone("15550002222");
  await grace.delivered(id);
  await back.send(grace.jid, "after");
  await grace.received("after");
  await grace.sendText(phone.number, "and on");
  await back.received("and on");
  expect(grace.messages().map(({ text }) => text)).toEqual(["before", "in between", "after", "and on"]);
  await vi.waitFor(() => expect(simulator.state()).toMatchObject({ refused: 0, retries: 0, queued: 0 }));
});

it("keeps what its phones sent beside texts, to send it again", async () => {
  const phone = simulator.phone("15550001111");
  const contact = simulator.contact("15550002222");
  const client = await clients.paired(simulator, phone, { retryRequestDelayMs: 1 });
  const { id } = await contact.sendText(phone.number, "helo");
  await client.received("helo");
  await client.send(contact.jid, "answer");
  await contact.received("answer");
  await client.close();
  const poll = await contact.send(phone.number, { pollCreationMessageV3: { name: "Lunch?" } });
  const edit = await contact.editText(id, "hello");

  await restart();
  // Without the session the client can read nothing of what waits, and asks the phone for it.
  await client.auth.keys.set({ session: { [`${contact.lid.replace("@lid", "_1")}.0`]: null } });
  const back = await clients.loggedIn(simulator, client.auth, { retryRequestDelayMs: 1 });
  const readable = (wanted: string) =>
    back.until(
      wanted,
      () => back.messages.find(({ message }) => message.key.id === wanted && message.message)?.message,
    );
  expect((await readable(poll.id)).message?.pollCreationMessageV3?.name).toBe("Lunch?");
  const { protocolMessage } = (await readable(edit.id)).message?.editedMessage?.message ?? {};
  expect(protocolMessage).toMatchObject({ key: { id }, editedMessage: { conversation: "hello" } });
  expect(simulator.existingPhone(contact.number).messages()[0]).toMatchObject({ id, text: "hello", edited: true });
});

it("keeps its Noise root", async () => {
  const { trust } = simulator;
  await restart();
  expect(simulator.trust).toEqual(trust);
});

it("delivers again what was sent but never confirmed", async () => {
  const phone = simulator.phone("15550001111");
  const contact = simulator.contact("15550002222");
  const client = await clients.paired(simulator, phone);
  await client.close();
  const { id } = await contact.sendText(phone.number, "sent twice, shown once");
  const deaf = clients.connect(simulator, client.auth);
  deaf.socket.sendReceipt = async () => {};
  simulator.faults.set({ dropAfterStanzas: 1 });
  await deaf.closed();
  simulator.faults.clear();
  expect(contact.messages()).toMatchObject([{ id, status: "sent" }]);

  await restart();
  const back = await clients.loggedIn(simulator, client.auth);
  await back.received("sent twice, shown once");
  await simulator.existingPhone(contact.number).delivered(id);
});

it("keeps groups", async () => {
  const members = [simulator.phone("15550001111"), simulator.phone("15550002222")];
  const { id } = simulator.group({ subject: "survivors", members });
  await restart();
  await simulator.existingPhone("15550001111").sendText(id, "anybody there?");
  await simulator.existingPhone("15550002222").received("anybody there?");
});

it("refuses to start on a file that is none of its own, and leaves it as it is", async () => {
  await expect(WhatsAppSimulator.start({ stateFile: directory })).rejects.toThrow("EISDIR");
  const other = join(directory, "other");
  for (const content of ["not JSON", '{"version":2}', "[]"]) {
    await writeFile(other, content);
    await expect(WhatsAppSimulator.start({ stateFile: other })).rejects.toMatchObject({ code: "INVALID_INPUT" });
    expect(await readFile(other, "utf8")).toBe(content);
  }
});
