import { proto, type WAMessage, WAMessageStubType } from "@whiskeysockets/baileys";
import { describe, expect, it } from "vitest";
import { recordsOf } from "./message-mapper.ts";

const { REVOKE, MESSAGE_EDIT, EPHEMERAL_SETTING } = proto.Message.ProtocolMessage.Type;
const ME = "15550001001@s.whatsapp.net";
const PN = "15550002002@s.whatsapp.net";
const GROUP = "120363021234567890@g.us";
const SENT_AT = 1_700_000_000_000;

function info(message: proto.IMessage | null, { key, ...rest }: Partial<WAMessage> = {}): WAMessage {
  return {
    key: { remoteJid: PN, id: "CHANGE1", fromMe: false, ...key },
    messageTimestamp: SENT_AT / 1000,
    message,
    ...rest,
  };
}

const map = (message: WAMessage, options = {}) =>
  recordsOf(message, ME, { live: true, adminRevoke: false, ...options });

const target = { id: "ID1", fromMe: true, remoteJid: "15550009009@s.whatsapp.net" };
const revocation: proto.IMessage = { protocolMessage: { type: REVOKE, key: target } };
const inGroup = { key: { remoteJid: GROUP, participant: "99887766554433:5@lid", participantAlt: PN } };

function edit(editedMessage: proto.IMessage, timestampMs?: number): proto.IMessage {
  return { protocolMessage: { type: MESSAGE_EDIT, key: target, editedMessage, timestampMs: timestampMs ?? null } };
}

describe("a revoke", () => {
  it("names its target in the chat where it came, whatever chat its author wrote", () => {
    expect(map(info(revocation))).toEqual([
      {
        kind: "revoke",
        key: { chat: PN, id: "ID1" },
        by: { fromMe: false, sender: PN },
        asAdmin: false,
        revokedAt: SENT_AT,
      },
    ]);
  });

  it("of this account is its own", () => {
    expect(map(info(revocation, { key: { fromMe: true } }))).toMatchObject([{ by: { fromMe: true, sender: ME } }]);
  });

  it("is an administrator's only in a group, and only when the server says so", () => {
    expect(map(info(revocation, inGroup), { adminRevoke: true })).toMatchObject([
      { key: { chat: GROUP }, by: { fromMe: false, sender: PN }, asAdmin: true },
    ]);
    expect(map(info(revocation, inGroup))).toMatchObject([{ asAdmin: false }]);
    expect(map(info(revocation), { adminRevoke: true })).toMatchObject([{ asAdmin: false }]);
  });

  it("is found in the wrapper of a chat whose messages disappear", () => {
    expect(map(info({ ephemeralMessage: { message: revocation } }))).toMatchObject([{ kind: "revoke" }]);
  });

  it("is what the history says of a message that was taken back before", () => {
    const emptied = info(null, { messageStubType: WAMessageStubType.REVOKE });
    expect(map(emptied, { live: false })).toMatchObject([{ kind: "revoke", key: { chat: PN, id: "CHANGE1" } }]);
    // Baileys empties a message that it still holds, under the id of the revoke that comes next.
    expect(map(emptied)).toEqual([]);
  });
});

describe("an edit", () => {
  it("brings the new content under the id of its target", () => {
    const records = map(info(edit({ extendedTextMessage: { text: "corrected" } }, SENT_AT + 400)));
    expect(records).toMatchObject([
      {
        kind: "edit",
        key: { chat: PN, id: "ID1" },
        by: { fromMe: false, sender: PN },
        content: { type: "text", text: "corrected", quotedId: null, details: null },
        editedAt: SENT_AT + 400,
      },
    ]);
    if (records[0]?.kind !== "edit") throw new Error("no edit");
    const raw = proto.WebMessageInfo.decode(records[0].content.raw);
    expect(raw).toMatchObject({ key: { id: "ID1" }, message: { extendedTextMessage: { text: "corrected" } } });
  });

  it("is found in the wrapper in which WhatsApp's clients send it", () => {
    const wrapped = { editedMessage: { message: edit({ conversation: "corrected" }) } };
    expect(map(info(wrapped))).toMatchObject([{ kind: "edit", key: { id: "ID1" }, content: { text: "corrected" } }]);
  });

  it("that Baileys has put into the message itself is an edit of that message", () => {
    const merged = info({ editedMessage: { message: { conversation: "corrected" } } }, { key: { id: "ID1" } });
    expect(map(merged)).toMatchObject([{ kind: "edit", key: { id: "ID1" }, content: { text: "corrected" } }]);
  });

  it.each([
    ["absent", undefined],
    ["the server's in seconds", SENT_AT / 1000],
    ["of the year 5138", 99_999_999_999_999],
    ["negative", -1],
  ])("counts from the server's time when the author's is %s", (_, timestampMs) => {
    expect(map(info(edit({ conversation: "corrected" }, timestampMs)))).toMatchObject([{ editedAt: SENT_AT }]);
  });

  it("in the history comes with the message as it is now, because the former one may be gone", () => {
    expect(map(info(edit({ conversation: "corrected" })), { live: false })).toMatchObject([
      { kind: "message", live: false, message: { id: "ID1", text: "corrected", editedAt: SENT_AT, revokedAt: null } },
      { kind: "edit", key: { id: "ID1" } },
    ]);
  });
});

describe("nothing is made of", () => {
  it.each<[string, proto.IMessage]>([
    ["a revoke without a target", { protocolMessage: { type: REVOKE } }],
    ["an edit without a target", { protocolMessage: { type: MESSAGE_EDIT, editedMessage: { conversation: "x" } } }],
    ["an edit without a content", { protocolMessage: { type: MESSAGE_EDIT, key: target } }],
    ["an edit that holds a revoke", edit(revocation)],
    ["a setting of the chat that names a message", { protocolMessage: { type: EPHEMERAL_SETTING, key: target } }],
    ["an empty wrapper of an edit", { editedMessage: { message: {} } }],
  ])("%s", (_, message) => {
    expect(map(info(message))).toEqual([]);
    expect(map(info(message), { live: false })).toEqual([]);
  });

  it("a revoke among status updates", () => {
    expect(map(info(revocation, { key: { remoteJid: "status@broadcast", participant: PN } }))).toEqual([]);
  });
});

it("puts a message to a broadcast list into the chat with its author", () => {
  const key = { remoteJid: "1700000000@broadcast", participant: "99887766554433:3@lid", remoteJidAlt: PN };
  expect(map(info({ conversation: "to all of you" }, { key }))).toMatchObject([
    { kind: "message", message: { chat: PN, sender: PN } },
  ]);
});

it.each([undefined, Number.NaN, -5, 2 ** 60])("gives a message without a time (%s) the time 0", (messageTimestamp) => {
  expect(map(info({ conversation: "when?" }, { messageTimestamp: messageTimestamp ?? null }))).toMatchObject([
    { message: { timestamp: 0 } },
  ]);
});

describe("what cannot be decrypted", () => {
  const stub = { messageStubType: WAMessageStubType.CIPHERTEXT };

  it("is a message that cannot be read yet", () => {
    expect(map(info(null, stub))).toMatchObject([
      { kind: "message", message: { type: "undecryptable", id: "CHANGE1" } },
    ]);
  });

  it("is nothing when the own phone has sent it to this device alone", () => {
    expect(map(info(null, { ...stub, category: "peer" }))).toEqual([]);
  });
});
