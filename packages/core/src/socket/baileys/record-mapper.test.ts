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

it("takes no second record from what Baileys makes of an edit and a revoke", () => {
  const key = { remoteJid: PN, id: "ID1", fromMe: false };
  const edited = { editedMessage: { message: { conversation: "corrected" } } };
  const updates = [
    { key, update: { message: edited, messageTimestamp: 1_700_000_000 } },
    { key, update: { message: null, messageStubType: WAMessageStubType.REVOKE, key: { ...key, id: "CHANGE1" } } },
  ];
  expect(new RecordMapper().map({ "messages.update": updates }, ME)).toEqual([]);
});

it("pairs no contact with a broadcast list", () => {
  const key = { remoteJid: "1700000000@broadcast", participant: PN, remoteJidAlt: LID };
  expect(mapOne(info({ key }))).toMatchObject([{ kind: "identity", pn: PN, lid: LID }, { message: { chat: PN } }]);
  expect(mapOne(info({ key: { ...key, fromMe: true } }))).toMatchObject([{ message: { chat: key.remoteJid } }]);
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

it.each([
  ["what it calls itself", { notify: "Ada", name: "Ada" }],
  ["its user name", { username: "ada", name: "ada" }],
  ["its number", { name: "+1 (555) 000-2002" }],
  ["its number, written from left to right", { name: "\u202a+1\u00a0555\u00a0000\u20112002\u202c" }],
  ["an empty name", { name: "" }],
])("does not take %s for a contact's name", (_, contact) => {
  const history = { chats: [], contacts: [{ id: PN, ...contact }], messages: [] };
  const records = new RecordMapper().map(
    { "contacts.update": [{ id: PN, ...contact }], "messaging-history.set": history },
    ME,
  );
  expect(records).toEqual([]);
});

it.each(["Bus 40711", "118 Taxi", "24/7"])("takes %s for a contact's name, numbers and all", (name) => {
  expect(new RecordMapper().map({ "contacts.upsert": [{ id: PN, name }] }, ME)).toEqual([
    { kind: "chat", jid: PN, name },
  ]);
});

it("names a group as its chat is named, but a contact only as the address book does", () => {
  const chats = [
    { id: PN, name: "ada" },
    { id: GROUP, name: "Engines" },
  ];
  const named = [{ kind: "chat", jid: GROUP, name: "Engines" }];
  expect(new RecordMapper().map({ "chats.upsert": chats }, ME)).toEqual(named);
  const history = { chats, contacts: [{ id: PN, name: "Ada Lovelace" }], messages: [] };
  expect(new RecordMapper().map({ "messaging-history.set": history }, ME)).toEqual([
    { kind: "chat", jid: PN, name: "Ada Lovelace" },
    ...named,
  ]);
});

it("brings history in as old messages, identities first", () => {
  const records = new RecordMapper().map(
    {
      "messaging-history.set": {
        chats: [{ id: PN, unreadCount: 2 }],
        contacts: [{ id: PN, name: "Ada Lovelace" }],
        messages: [info()],
        lidPnMappings: [{ pn: "15550002002:0@s.whatsapp.net", lid: LID }],
      },
    },
    ME,
  );
  expect(records).toMatchObject([
    { kind: "identity", pn: PN, lid: LID },
    { kind: "chat", jid: PN, name: "Ada Lovelace" },
    { kind: "message", live: false },
    { kind: "chat", jid: PN, unreadCount: 2 },
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
