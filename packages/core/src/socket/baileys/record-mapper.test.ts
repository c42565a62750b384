import { proto, type WAMessage, WAMessageStubType } from "@whiskeysockets/baileys";
import { describe, expect, it } from "vitest";
import { RecordMapper } from "./record-mapper.ts";

const ME = "15550001001@s.whatsapp.net";
const PN = "15550002002@s.whatsapp.net";
const LID = "99887766554433@lid";
const GROUP = "120363021234567890@g.us";

type Parts = Partial<Omit<WAMessage, "key">> & { key?: Partial<WAMessage["key"]> };

function info({ key, ...rest }: Parts = {}): WAMessage {
  return {
    key: { remoteJid: PN, id: "ID1", fromMe: false, ...key },
    messageTimestamp: 1_700_000_000,
    pushName: "Ada",
    message: { conversation: "hello" },
    ...rest,
  };
}

const upsert = (...messages: WAMessage[]) => ({ "messages.upsert": { messages, type: "notify" as const } });
const mapOne = (message: WAMessage) => new RecordMapper().map(upsert(message), ME);

describe("a message", () => {
  it("keeps author, name, time in milliseconds, text and the whole of what WhatsApp sent", () => {
    const [record] = mapOne(info());
    expect(record).toMatchObject({
      kind: "message",
      live: true,
      message: {
        chat: PN,
        id: "ID1",
        fromMe: false,
        sender: PN,
        senderName: "Ada",
        timestamp: 1_700_000_000_000,
        type: "text",
        text: "hello",
        quotedId: null,
        status: "delivered",
      },
    });
    if (record?.kind !== "message") throw new Error("no message");
    expect(proto.WebMessageInfo.decode(record.message.raw).message?.conversation).toBe("hello");
  });

  it("is filed under the phone number when the stanza names both addresses, and the pair is told once", () => {
    const mapper = new RecordMapper();
    const byLid = info({ key: { remoteJid: LID, remoteJidAlt: PN } });
    expect(mapper.map(upsert(byLid), ME).map((record) => record.kind)).toEqual(["identity", "message"]);
    const again = mapper.map(upsert(byLid), ME);
    expect(again).toMatchObject([{ kind: "message", message: { chat: PN, sender: PN } }]);
  });

  it("names the author in a group, by phone number where that is known", () => {
    const inGroup = info({ key: { remoteJid: GROUP, participant: "99887766554433:5@lid", participantAlt: PN } });
    expect(mapOne(inGroup)).toMatchObject([{ message: { chat: GROUP, sender: PN } }]);
  });

  it("of this account is its own, pending until WhatsApp says more, without a name", () => {
    expect(mapOne(info({ key: { fromMe: true } }))).toMatchObject([
      { message: { chat: PN, fromMe: true, sender: ME, senderName: null, status: "pending" } },
    ]);
  });

  it("that could not be decrypted says so", () => {
    const stub = info({ messageStubType: WAMessageStubType.CIPHERTEXT, message: null });
    expect(mapOne(stub)).toMatchObject([{ message: { type: "undecryptable", text: null } }]);
  });

  it.each([
    [
      { extendedTextMessage: { text: "re", contextInfo: { stanzaId: "Q1" } } },
      { type: "text", text: "re", quotedId: "Q1" },
    ],
    [{ imageMessage: { caption: "look" } }, { type: "image", text: "look" }],
    [{ ephemeralMessage: { message: { conversation: "soon gone" } } }, { type: "text", text: "soon gone" }],
    [{ viewOnceMessage: { message: { videoMessage: { caption: "once" } } } }, { type: "video", text: "once" }],
    [
      { documentWithCaptionMessage: { message: { documentMessage: { caption: "bill" } } } },
      { type: "document", text: "bill" },
    ],
    [{ pollCreationMessageV3: { name: "Lunch?" } }, { type: "poll", text: "Lunch?" }],
    [{ reactionMessage: { text: "👍" } }, { type: "reaction", text: "👍" }],
    [{ locationMessage: { degreesLatitude: 1 } }, { type: "location", text: null }],
    [{ orderMessage: { orderId: "7" } }, { type: "other", text: null }],
  ])("with the content %j reads as %j", (message, expected) => {
    expect(mapOne(info({ message }))).toMatchObject([{ message: expected }]);
  });

  it.each([
    ["a key distribution", info({ message: { senderKeyDistributionMessage: { groupId: GROUP } } })],
    ["a history notification", info({ message: { protocolMessage: { type: 5 } } })],
    ["a status update", info({ key: { remoteJid: "status@broadcast" } })],
    ["nothing at all", info({ message: null })],
  ])("is not made of %s", (_, message) => {
    expect(mapOne(message)).toEqual([]);
  });
});

describe("a status", () => {
  const update = (status: number, stub?: string[]) =>
    new RecordMapper().map(
      {
        "messages.update": [
          { key: { remoteJid: PN, id: "ID1", fromMe: true }, update: { status, messageStubParameters: stub ?? [] } },
        ],
      },
      ME,
    );

  it.each([
    [3, "delivered"],
    [4, "read"],
    [5, "read"],
  ])("of number %i is %s", (number, status) => {
    expect(update(number)).toEqual([{ kind: "status", key: { chat: PN, id: "ID1" }, status, errorCode: null }]);
  });

  it("that failed carries WhatsApp's code", () => {
    expect(update(0, ["463"])).toMatchObject([{ status: "failed", errorCode: 463 }]);
  });
});

it("takes names from contacts and groups, and unread counts only where they are absolute", () => {
  const records = new RecordMapper().map(
    {
      "contacts.upsert": [{ id: PN, name: "Ada Lovelace", notify: "ada" }, { id: LID }],
      "groups.update": [{ id: GROUP, subject: "Engines" }],
      "chats.update": [
        { id: PN, unreadCount: 1 },
        { id: GROUP, unreadCount: 0 },
      ],
      "chats.upsert": [{ id: LID, unreadCount: 3 }],
    },
    ME,
  );
  expect(records).toEqual([
    { kind: "chat", jid: GROUP, unreadCount: 0 },
    { kind: "chat", jid: PN, name: "Ada Lovelace" },
    { kind: "chat", jid: GROUP, name: "Engines" },
  ]);
});

it("brings history in as old messages, identities first", () => {
  const records = new RecordMapper().map(
    {
      "messaging-history.set": {
        chats: [{ id: PN, name: "Ada", unreadCount: 2 }],
        contacts: [],
        messages: [info()],
        lidPnMappings: [{ pn: "15550002002:0@s.whatsapp.net", lid: LID }],
      },
    },
    ME,
  );
  expect(records).toMatchObject([
    { kind: "identity", pn: PN, lid: LID },
    { kind: "message", live: false },
    { kind: "chat", jid: PN, name: "Ada", unreadCount: 2 },
  ]);
});

it("counts a message that comes in one batch with the history once: the history's count includes it", () => {
  const records = new RecordMapper().map(
    {
      ...upsert(info()),
      "messaging-history.set": { chats: [{ id: PN, unreadCount: 3 }], contacts: [], messages: [] },
    },
    ME,
  );
  expect(records.map(({ kind }) => kind)).toEqual(["message", "chat"]);
});
