import { type BinaryNode, type proto, WAMessageStubType } from "@whiskeysockets/baileys";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Addressing, type Group, type Phone, WhatsAppSimulator } from "../src/index.ts";
import { type Client, Clients } from "./client.ts";

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

const PICTURE: proto.IMessage = {
  imageMessage: { url: "https://example.org/picture", mimetype: "image/png", caption: "look", width: 640 },
};
const POLL: proto.IMessage = { pollCreationMessageV3: { name: "Lunch?", options: [{ optionName: "yes" }] } };

/** The stanzas that carried messages, and what Baileys made of them, by message id. */
function stanzasOf(client: Client): Map<string, BinaryNode> {
  const stanzas = new Map<string, BinaryNode>();
  client.socket.ws.on("CB:message", (stanza: BinaryNode) => stanzas.set(stanza.attrs.id ?? "", stanza));
  return stanzas;
}

const arrived = async (client: Client, id: string) =>
  client.until(`message ${id}`, () => client.messages.find(({ message }) => message.key.id === id)?.message);

function encOf(stanza: BinaryNode | undefined): BinaryNode["attrs"] {
  const content = Array.isArray(stanza?.content) ? stanza.content : [];
  return content.findLast(({ tag }) => tag === "enc")?.attrs ?? {};
}

describe("a phone", () => {
  it.each<[string, proto.IMessage, Record<string, string>, Record<string, string>]>([
    ["a picture", PICTURE, { type: "media" }, { mediatype: "image" }],
    ["a poll", POLL, { type: "poll" }, {}],
    ["a view-once picture", { viewOnceMessageV2: { message: PICTURE } }, { type: "media" }, { mediatype: "image" }],
    [
      "a card",
      { contactMessage: { displayName: "Bob", vcard: "BEGIN:VCARD" } },
      { type: "media" },
      { mediatype: "vcard" },
    ],
  ])("sends %s as WhatsApp's clients do", async (_, content, message, enc) => {
    const client = await clients.paired(simulator, ada);
    const stanzas = stanzasOf(client);
    const { id } = await grace.send(ada.number, content);
    expect(await arrived(client, id)).toMatchObject({ message: content });
    expect(stanzas.get(id)?.attrs).toMatchObject(message);
    expect(encOf(stanzas.get(id))).toMatchObject(enc);
  });

  it("answers a message and quotes it", async () => {
    const client = await clients.paired(simulator, ada);
    const id = await client.send(grace.jid, "are you there?");
    await grace.received("are you there?");
    const { id: answer } = await grace.reply(id, "yes");
    const { message } = await arrived(client, answer);
    expect(message?.extendedTextMessage).toMatchObject({
      text: "yes",
      contextInfo: {
        stanzaId: id,
        participant: ada.jid,
        quotedMessage: { extendedTextMessage: { text: "are you there?" } },
      },
    });
  });

  it("reacts, and takes the reaction back", async () => {
    const client = await clients.paired(simulator, ada);
    const stanzas = stanzasOf(client);
    const id = await client.send(grace.jid, "good news");
    await grace.received("good news");
    const liked = await grace.react(id, "👍");
    expect((await arrived(client, liked.id)).message?.reactionMessage).toMatchObject({
      text: "👍",
      key: { id, fromMe: true },
    });
    expect(stanzas.get(liked.id)?.attrs).toMatchObject({ type: "reaction" });
    expect(stanzas.get(liked.id)?.attrs.edit).toBeUndefined();
    const cleared = await grace.react(id, "");
    await arrived(client, cleared.id);
    expect(stanzas.get(cleared.id)?.attrs).toMatchObject({ type: "reaction", edit: "7" });
    expect(encOf(stanzas.get(cleared.id))).toMatchObject({ "decrypt-fail": "hide" });
  });

  it("edits and takes back what it sent, also on the devices of its own account", async () => {
    const [hers, mine] = [await clients.paired(simulator, ada), await clients.paired(simulator, grace)];
    const stanzas = stanzasOf(hers);
    const { id } = await grace.sendText(ada.number, "helo");
    const edit = await grace.editText(id, "hello");
    for (const client of [hers, mine]) {
      const { key, message } = await arrived(client, edit.id);
      expect(message?.editedMessage?.message?.protocolMessage).toMatchObject({
        key: { id, fromMe: true },
        editedMessage: { conversation: "hello" },
      });
      expect(key.fromMe).toBe(client === mine);
    }
    expect(stanzas.get(edit.id)?.attrs.edit).toBe("1");
    expect(await ada.received("hello")).toMatchObject({ id, edited: true });
    const revoke = await grace.revoke(id);
    expect((await arrived(hers, revoke.id)).message?.protocolMessage).toMatchObject({ type: 0, key: { id } });
    expect(stanzas.get(revoke.id)?.attrs.edit).toBe("7");
    await ada.received(({ revoked }) => revoked === true);
    for (const phone of [ada, grace]) expect(phone.messages()).toMatchObject([{ id, text: "", revoked: true }]);
    await expect(grace.editText(id, "again")).rejects.toMatchObject({ code: "UNKNOWN_MESSAGE" });
  });

  it("shows what a client edits and takes back", async () => {
    const client = await clients.paired(simulator, ada);
    const id = await client.send(grace.jid, "helo");
    await grace.received("helo");
    const key = { id, remoteJid: grace.jid, fromMe: true };
    await client.socket.sendMessage(grace.jid, { text: "hello", edit: key });
    expect(await grace.received("hello")).toMatchObject({ id, edited: true });
    await client.socket.sendMessage(grace.jid, { delete: key });
    expect(await grace.received(({ revoked }) => revoked === true)).toMatchObject({ id, text: "" });
  });

  it("believes no edit and no revoke of somebody else's message", async () => {
    const { id } = await grace.sendText(ada.number, "mine");
    await ada.received("mine");
    const key = { id, fromMe: true };
    const forged = { protocolMessage: { key, type: 14, editedMessage: { conversation: "yours" } } };
    await alan.send(ada.number, forged);
    await alan.send(ada.number, { protocolMessage: { key, type: 0 } });
    await alan.sendText(ada.number, "done");
    await ada.received("done");
    expect(ada.messages()).toMatchObject([{ id, text: "mine" }, { text: "done" }]);
    await expect(ada.editText(id, "yours")).rejects.toMatchObject({ code: "UNKNOWN_MESSAGE" });
    await expect(ada.revoke(id)).rejects.toMatchObject({ code: "NOT_AN_ADMIN" });
    await expect(ada.react("none", "👍")).rejects.toMatchObject({ code: "UNKNOWN_MESSAGE" });
  });

  it("sends a picture and an edit again to a client that could not read them", async () => {
    const client = await clients.paired(simulator, ada, { retryRequestDelayMs: 1 });
    const { id } = await grace.sendText(ada.number, "first");
    await client.received("first");
    await client.send(grace.jid, "answer");
    await grace.received("answer");
    for (const send of [() => grace.send(ada.number, PICTURE), () => grace.editText(id, "corrected")]) {
      await client.auth.keys.set({ session: { [`${grace.lid.replace("@lid", "_1")}.0`]: null } });
      const sent = await send();
      await client.until("a readable message", () =>
        client.messages.find(({ message }) => message.key.id === sent.id && message.message),
      );
    }
    const kinds = client.messages.flatMap(({ message }) => Object.keys(message.message ?? {}));
    expect(kinds).toEqual(expect.arrayContaining(["imageMessage", "editedMessage"]));
    expect(simulator.state().retries).toBeGreaterThan(1);
  });
});

describe.each<Addressing>(["pn", "lid"])("in a group addressed by %s", (addressingMode) => {
  const address = (phone: Phone) => (addressingMode === "pn" ? phone.jid : phone.lid);
  let group: Group;
  beforeEach(() => {
    group = simulator.group({ subject: "letters", members: [grace, ada, alan], addressingMode });
  });

  it("an administrator takes back what a member wrote", async () => {
    const client = await clients.paired(simulator, ada);
    const stanzas = stanzasOf(client);
    const { id } = await alan.sendText(group.id, "spam");
    await grace.received("spam");
    const { id: revoke } = await grace.revoke(id);
    expect((await arrived(client, revoke)).message?.protocolMessage?.key).toMatchObject({
      id,
      fromMe: false,
      participant: address(alan),
    });
    expect(stanzas.get(revoke)?.attrs).toMatchObject({ edit: "8", participant: address(grace) });
    await ada.received(({ revoked }) => revoked === true);
    await vi.waitFor(() => expect(alan.messages()).toMatchObject([{ id, text: "", revoked: true }]));
  });

  it("a member cannot, whatever it says to the server", async () => {
    const client = await clients.paired(simulator, ada);
    const { id } = await grace.sendText(group.id, "mine");
    await client.received("mine");
    await ada.received("mine");
    await expect(ada.revoke(id)).rejects.toMatchObject({ code: "NOT_AN_ADMIN" });
    const errors = new Map<string, string | undefined>();
    client.socket.ws.on("CB:ack,class:message", ({ attrs }: BinaryNode) => errors.set(attrs.id ?? "", attrs.error));
    const sent = await client.socket.sendMessage(group.id, {
      delete: { id, remoteJid: group.id, fromMe: false, participant: address(grace) },
    });
    await client.send(group.id, "done");
    await grace.received("done");
    expect(errors.get(sent?.key.id ?? "")).toBe("403");
    expect(grace.messages().find((message) => message.id === id)).toMatchObject({ text: "mine" });
  });

  it("reacts to a message by its author", async () => {
    const client = await clients.paired(simulator, ada);
    const { id } = await alan.sendText(group.id, "good news");
    await grace.received("good news");
    const { id: reaction } = await grace.react(id, "👍");
    expect((await arrived(client, reaction)).message?.reactionMessage?.key).toMatchObject({
      id,
      participant: address(alan),
    });
  });
});

it("hands a new client the history as it is now, and the group's name but no contact's", async () => {
  const group = simulator.group({ subject: "letters", members: [grace, ada] });
  const [picture, edited, revoked] = [
    await grace.send(ada.number, PICTURE),
    await grace.sendText(ada.number, "helo"),
    await grace.sendText(ada.number, "oops"),
  ];
  await grace.editText(edited.id, "hello");
  await grace.revoke(revoked.id);
  await grace.sendText(group.id, "hello all");
  await ada.received("hello all");
  const client = await clients.paired(simulator, ada, { shouldSyncHistoryMessage: () => true });
  const history = new Map<string, proto.IWebMessageInfo>();
  const names: unknown[] = [];
  client.on("messaging-history.set", ({ messages, chats }) => {
    for (const message of messages) history.set(message.key.id ?? "", message);
    names.push(...chats.map(({ name }) => name));
  });
  await client.until("history", () => (history.size === 4 ? history : undefined));
  expect(history.get(picture.id)).toMatchObject({ message: PICTURE, pushName: "Grace" });
  expect(history.get(edited.id)).toMatchObject({ message: { conversation: "hello" } });
  expect(history.get(revoked.id)).toMatchObject({ messageStubType: WAMessageStubType.REVOKE });
  expect(names.toSorted()).toEqual(["", "letters"]);
});
