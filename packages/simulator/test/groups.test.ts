import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Addressing, type Phone, WhatsAppSimulator } from "../src/index.ts";
import { type Client, Clients, textOf } from "./client.ts";

let simulator: WhatsAppSimulator;
let ada: Phone;
let grace: Phone;
let alan: Phone;
const clients = new Clients();

beforeEach(async () => {
  simulator = await WhatsAppSimulator.start();
  ada = simulator.phone("15550001111", { name: "Ada" });
  grace = simulator.contact("15550002222", { name: "Grace" });
  alan = simulator.contact("15550003333", { name: "Alan" });
});

afterEach(async () => {
  await clients.closeAll();
  await simulator.stop();
});

/** The groups that Baileys hears of from now on. */
function groupsHeardBy(client: Client): Set<string> {
  const heard = new Set<string>();
  client.on("groups.upsert", (groups) => {
    for (const group of groups) heard.add(group.id);
  });
  return heard;
}

/** Who has read a message: receipts of the same moment are folded into the message itself. */
function readersOf(client: Client, id: string): (string | null | undefined)[] {
  const own = client.messages.flatMap(({ message }) => (message.key.id === id ? (message.userReceipt ?? []) : []));
  return [...own, ...client.receipts.flatMap((update) => (update.key.id === id ? update.receipt : []))]
    .filter(({ readTimestamp }) => readTimestamp)
    .map(({ userJid }) => userJid);
}

describe.each<Addressing>(["pn", "lid"])("a group addressed by %s", (addressingMode) => {
  const address = (phone: Phone) => (addressingMode === "pn" ? phone.jid : phone.lid);

  it("carries messages both ways, with sender keys", async () => {
    const { id: group } = simulator.group({ subject: "letters", members: [grace, ada, alan], addressingMode });
    const client = await clients.paired(simulator, ada);
    for (const text of ["one", "two"]) {
      await grace.sendText(group, text);
      const { message } = await client.received(text);
      expect(message.key).toMatchObject({ remoteJid: group, participant: address(grace), fromMe: false });
      expect(await alan.received(text)).toMatchObject({ from: grace.number, to: group });
    }
    for (const text of ["three", "four"]) {
      const id = await client.send(group, text);
      await client.confirmed(id);
      for (const phone of [grace, alan]) {
        expect(await phone.received(text)).toMatchObject({ id, from: ada.number, to: group });
      }
    }
    expect(simulator.state()).toMatchObject({ refused: 0, retries: 0, unansweredIqs: {} });
  });

  it("carries messages between two tenants", async () => {
    const { id: group } = simulator.group({ subject: "tenants", members: [grace, ada], addressingMode });
    const first = await clients.paired(simulator, ada);
    const second = await clients.paired(simulator, grace);
    await first.send(group, "to the group");
    expect(textOf((await second.received("to the group")).message)).toBe("to the group");
    await second.send(group, "and back");
    await first.received("and back");
    expect(simulator.state()).toMatchObject({ refused: 0, retries: 0 });
  });

  it("says who has read", async () => {
    const { id: group } = simulator.group({ subject: "receipts", members: [ada, grace], addressingMode });
    const client = await clients.paired(simulator, ada);
    const id = await client.send(group, "seen?");
    await grace.received("seen?");
    grace.read(id);
    await client.until("read receipt", () => readersOf(client, id).find((reader) => reader === address(grace)));
  });

  it("gives who reads in it the metadata", async () => {
    const { id } = simulator.group({ subject: "about", members: [grace, ada], addressingMode });
    const client = await clients.paired(simulator, ada);
    expect(await client.socket.groupMetadata(id)).toMatchObject({
      id,
      subject: "about",
      owner: address(grace),
      addressingMode,
      participants: [
        { id: address(grace), admin: "superadmin" },
        { id: address(ada), admin: null },
      ],
    });
  });

  it("keeps out who was removed", async () => {
    const group = simulator.group({ subject: "leaving", members: [ada, grace, alan], addressingMode });
    await grace.sendText(group.id, "before");
    await alan.received("before");
    group.change("remove", alan);
    await grace.sendText(group.id, "after");
    await ada.received("after");
    expect(alan.messages().map(({ text }) => text)).toEqual(["before"]);
    await expect(alan.sendText(group.id, "let me in")).rejects.toMatchObject({ code: "NOT_A_MEMBER" });
  });
});

it("lets members ask again for what they cannot decrypt", async () => {
  const { id: group } = simulator.group({ subject: "retries", members: [grace, ada, alan] });
  const client = await clients.paired(simulator, ada, { retryRequestDelayMs: 1 });
  await client.send(group, "with keys");
  await alan.received("with keys");
  alan.loseGroupKeys(group);
  await client.send(group, "for who has keys");
  await alan.received("for who has keys");
  await client.send(group, "keys again");
  await alan.received("keys again");
  expect(simulator.state().retries).toBe(1);
});

it("is created by a client, and its members hear of it", async () => {
  const client = await clients.paired(simulator, ada);
  const other = await clients.paired(simulator, grace);
  const heard = groupsHeardBy(other);
  const { id } = await client.socket.groupCreate("new group", [grace.jid, alan.jid]);
  await other.until("new group", () => (heard.has(id) ? id : undefined));
  await other.send(id, "thanks for the invitation");
  await client.received("thanks for the invitation");
  await alan.received("thanks for the invitation");
});

it("tells a client of a group to which it is added, and of changes", async () => {
  const group = simulator.group({ subject: "growing", members: [grace, alan] });
  const client = await clients.paired(simulator, ada);
  const actions: string[] = [];
  client.on("group-participants.update", ({ action }) => void actions.push(action));
  const heard = groupsHeardBy(client);
  group.change("add", ada);
  await client.until("the group", () => (heard.has(group.id) ? group.id : undefined));
  group.change("promote", alan);
  await client.until("promotion", () => actions.find((action) => action === "promote"));
  expect(group.members).toEqual([
    { phone: grace.number, role: "superadmin" },
    { phone: alan.number, role: "admin" },
    { phone: ada.number, role: "member" },
  ]);
});
