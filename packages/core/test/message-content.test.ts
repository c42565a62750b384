import { proto, type WAMessage } from "@whiskeysockets/baileys";
import { describe, expect, it } from "vitest";
import type { Message } from "../src/index.ts";
import { recordsOf } from "../src/socket/baileys/message-mapper.ts";

const ME = "15550001001@s.whatsapp.net";
const CHAT = "15550002002@s.whatsapp.net";
const GROUP = "120363021234567890@g.us";

const HASH = Buffer.alloc(32, 7);
const KEY = Buffer.from("media key that must not get out!");
const FILE = {
  url: "https://mmg.whatsapp.net/v/secret",
  directPath: "/v/secret",
  mediaKey: KEY,
  fileEncSha256: Buffer.alloc(32, 8),
  fileSha256: HASH,
  fileLength: 123_456,
};
const MEDIA = {
  mimeType: null,
  fileName: null,
  sizeBytes: 123_456,
  seconds: null,
  widthPx: null,
  heightPx: null,
  sha256: HASH.toString("base64"),
  viewOnce: false,
};
const ANSWER = { contextInfo: { stanzaId: "Q1", quotedMessage: { conversation: "the question" } } };
const IMAGE: proto.IMessage = { imageMessage: { ...FILE, caption: "look" } };
const VCARD = "BEGIN:VCARD\nFN:Ada\nEND:VCARD";

function infoOf(message: proto.IMessage, chat = CHAT): WAMessage {
  return { key: { remoteJid: chat, id: "ID1", fromMe: false }, messageTimestamp: 1_700_000_000, message };
}

/** As from the wire: encoded and decoded, so that numbers of 64 bits are what Baileys makes of them. */
const received = (content: proto.IMessage) => proto.Message.decode(proto.Message.encode(content).finish());

function messageOf(content: proto.IMessage, chat = CHAT): Message | undefined {
  const [record] = recordsOf(infoOf(received(content), chat), ME, { live: true, adminRevoke: false });
  if (record === undefined) return undefined;
  if (record.kind !== "message") throw new Error(`It became a record of kind ${record.kind}.`);
  return record.message;
}

type Expected = Partial<Pick<Message, "type" | "text" | "quotedId" | "details">>;

describe("a content", () => {
  it.each<[string, proto.IMessage, Expected]>([
    ["a plain text", { conversation: "hello" }, { type: "text", text: "hello", details: null }],
    ["a text with formatting or a link", { extendedTextMessage: { text: "hello" } }, { type: "text", text: "hello" }],
    ["an empty text", { conversation: "" }, { type: "text", text: null }],
    [
      "an image",
      { imageMessage: { ...FILE, mimetype: "image/jpeg", caption: "look", width: 640, height: 480 } },
      {
        type: "image",
        text: "look",
        details: { media: { ...MEDIA, mimeType: "image/jpeg", widthPx: 640, heightPx: 480 } },
      },
    ],
    [
      "a video",
      { videoMessage: { ...FILE, seconds: 12, gifPlayback: true } },
      { type: "video", text: null, details: { media: { ...MEDIA, seconds: 12 } } },
    ],
    [
      "a round video",
      { ptvMessage: { ...FILE, seconds: 3 } },
      { type: "video", details: { media: { ...MEDIA, seconds: 3 } } },
    ],
    [
      "a voice note",
      { audioMessage: { ...FILE, mimetype: "audio/ogg; codecs=opus", seconds: 9, ptt: true } },
      { type: "audio", text: null, details: { media: { ...MEDIA, mimeType: "audio/ogg; codecs=opus", seconds: 9 } } },
    ],
    [
      "a document",
      { documentMessage: { ...FILE, fileName: "bill.pdf", title: "Bill", caption: "yours" } },
      { type: "document", text: "yours", details: { media: { ...MEDIA, fileName: "bill.pdf" } } },
    ],
    ["a document with a title alone", { documentMessage: { title: "Bill" } }, { type: "document", text: "Bill" }],
    ["a sticker", { stickerMessage: FILE }, { type: "sticker", text: null, details: { media: MEDIA } }],
    [
      "an animated sticker",
      { lottieStickerMessage: { message: { stickerMessage: FILE } } },
      { type: "sticker", details: { media: MEDIA } },
    ],
    [
      "a place",
      { locationMessage: { degreesLatitude: 41.9, degreesLongitude: 12.5, name: "Roma", address: "Via Roma 1" } },
      {
        type: "location",
        text: "Roma",
        details: { location: { latitude: 41.9, longitude: 12.5, name: "Roma", address: "Via Roma 1", live: false } },
      },
    ],
    [
      "a place that moves",
      { liveLocationMessage: { degreesLatitude: 0, degreesLongitude: -0.5, caption: "on my way" } },
      {
        type: "location",
        text: "on my way",
        details: { location: { latitude: 0, longitude: -0.5, name: null, address: null, live: true } },
      },
    ],
    [
      "a place without coordinates",
      { locationMessage: { name: "Roma" } },
      { type: "location", text: "Roma", details: null },
    ],
    [
      "a business card",
      { contactMessage: { displayName: "Ada", vcard: VCARD } },
      { type: "contact", text: "Ada", details: { contacts: [{ name: "Ada", vcard: VCARD }] } },
    ],
    [
      "business cards",
      {
        contactsArrayMessage: {
          displayName: "2 contacts",
          contacts: [{ displayName: "Ada", vcard: VCARD }, { vcard: VCARD }],
        },
      },
      {
        type: "contact",
        text: "2 contacts",
        details: {
          contacts: [
            { name: "Ada", vcard: VCARD },
            { name: null, vcard: VCARD },
          ],
        },
      },
    ],
    ["an empty business card", { contactMessage: {} }, { type: "contact", text: null, details: null }],
    [
      "a reaction",
      { reactionMessage: { key: { id: "T1", remoteJid: CHAT }, text: "👍" } },
      { type: "reaction", text: "👍", details: { reaction: { targetId: "T1", emoji: "👍" } } },
    ],
    [
      "a reaction that is taken back",
      { reactionMessage: { key: { id: "T1" }, text: "" } },
      { type: "reaction", text: null, details: { reaction: { targetId: "T1", emoji: "" } } },
    ],
    ["a reaction to nothing", { reactionMessage: { text: "👍" } }, { type: "reaction", details: null }],
    ...(
      ["pollCreationMessage", "pollCreationMessageV2", "pollCreationMessageV3", "pollCreationMessageV5"] as const
    ).map((field): [string, proto.IMessage, Expected] => [
      `a poll (${field})`,
      {
        [field]: {
          encKey: KEY,
          name: "Lunch?",
          options: [{ optionName: "yes" }, { optionName: "no" }],
          selectableOptionsCount: 1,
        },
      },
      {
        type: "poll",
        text: "Lunch?",
        details: { poll: { question: "Lunch?", options: ["yes", "no"], selectableCount: 1 } },
      },
    ]),
    [
      "a poll in a wrapper",
      { pollCreationMessageV4: { message: { pollCreationMessageV3: { name: "Lunch?" } } } },
      { type: "poll", details: { poll: { question: "Lunch?", options: [], selectableCount: 0 } } },
    ],
  ])("that is %s is told with its details", (_, content, expected) => {
    expect(messageOf(content)).toMatchObject(expected);
  });

  it.each<[string, proto.IMessage, string | null]>([
    ["an album", { albumMessage: { expectedImageCount: 2 } }, null],
    ["a list", { listMessage: { title: "Menu", description: "Choose", buttonText: "Open" } }, "Menu\nChoose"],
    ["an answer to a list", { listResponseMessage: { title: "Soup" } }, "Soup"],
    ["buttons", { buttonsMessage: { contentText: "Agreed?", footerText: "Shop" } }, "Agreed?\nShop"],
    ["a pressed button", { buttonsResponseMessage: { selectedDisplayText: "Yes" } }, "Yes"],
    [
      "a template",
      {
        templateMessage: {
          hydratedTemplate: { hydratedTitleText: "Order", hydratedContentText: "It is on its way" },
          hydratedFourRowTemplate: { hydratedTitleText: "Order", hydratedContentText: "It is on its way" },
        },
      },
      "Order\nIt is on its way",
    ],
    ["a pressed template button", { templateButtonReplyMessage: { selectedDisplayText: "Track" } }, "Track"],
    [
      "an interactive message",
      { interactiveMessage: { header: { title: "Offer" }, body: { text: "Half price" }, footer: { text: "Today" } } },
      "Offer\nHalf price\nToday",
    ],
    ["an interactive answer", { interactiveResponseMessage: { body: { text: "Done" } } }, "Done"],
    ["a product", { productMessage: { product: { title: "Lamp" }, body: "In stock" } }, "Lamp\nIn stock"],
    ["an order", { orderMessage: { orderTitle: "Lamp", message: "Please" } }, "Lamp\nPlease"],
    ["a group invitation", { groupInviteMessage: { groupName: "Engines", caption: "Join" } }, "Engines\nJoin"],
    ["an event", { eventMessage: { name: "Party", description: "Friday" } }, "Party\nFriday"],
    ["a comment", { commentMessage: { message: { conversation: "Nice" } } }, "Nice"],
    ["a request for money", { requestPaymentMessage: { noteMessage: { conversation: "Pizza" } } }, "Pizza"],
    [
      "an AI's answer",
      { richResponseMessage: { submessages: [{ messageText: "One" }, { messageText: "Two" }] } },
      "One\nTwo",
    ],
    ["a vote that only clients can read", { pollUpdateMessage: { pollCreationMessageKey: { id: "P1" } } }, null],
  ])("that is %s is kept as other, with what a person would read", (_, content, text) => {
    expect(messageOf(content)).toMatchObject({ type: "other", text, details: null });
  });

  it.each<[string, proto.IMessage, boolean]>([
    ["ephemeral", { ephemeralMessage: { message: IMAGE } }, false],
    ["view-once", { viewOnceMessage: { message: IMAGE } }, true],
    ["view-once, second version", { viewOnceMessageV2: { message: IMAGE } }, true],
    ["view-once, with its extension", { viewOnceMessageV2Extension: { message: IMAGE } }, true],
    ["view-once by its own mark", { imageMessage: { ...FILE, caption: "look", viewOnce: true } }, true],
    ["document-with-caption", { documentWithCaptionMessage: { message: IMAGE } }, false],
    ["group-mention", { groupMentionedMessage: { message: IMAGE } }, false],
    ["album-child", { associatedChildMessage: { message: IMAGE } }, false],
    ["forwarded-by-a-bot", { botForwardedMessage: { message: IMAGE } }, false],
    ["device-sent", { deviceSentMessage: { destinationJid: CHAT, message: IMAGE } }, false],
    [
      "nested",
      {
        ephemeralMessage: {
          message: { viewOnceMessageV2: { message: { groupMentionedMessage: { message: IMAGE } } } },
        },
      },
      true,
    ],
  ])("in a wrapper (%s) is found", (_, content, viewOnce) => {
    expect(messageOf(content)).toMatchObject({
      type: "image",
      text: "look",
      details: { media: { ...MEDIA, viewOnce } },
    });
  });

  it.each<[string, proto.IMessage]>([
    ["text", { extendedTextMessage: { text: "yes", ...ANSWER } }],
    ["image", { imageMessage: ANSWER }],
    ["sticker", { stickerMessage: ANSWER }],
    ["live location", { liveLocationMessage: ANSWER }],
    ["card", { contactMessage: ANSWER }],
    ["card of several", { contactsArrayMessage: { contacts: [{ vcard: VCARD, ...ANSWER }] } }],
    ["poll", { pollCreationMessageV3: ANSWER }],
    ["list answer", { listResponseMessage: ANSWER }],
    ["template", { templateMessage: { interactiveMessageTemplate: ANSWER } }],
    ["request for money", { requestPaymentMessage: { noteMessage: { extendedTextMessage: ANSWER } } }],
    ["comment", { commentMessage: { message: { conversation: "Nice" }, targetMessageKey: { id: "Q1" } } }],
    [
      "view-once image in an ephemeral chat",
      { ephemeralMessage: { message: { viewOnceMessage: { message: { imageMessage: ANSWER } } } } },
    ],
  ])("that answers another message names it: %s", (_, content) => {
    expect(messageOf(content)?.quotedId).toBe("Q1");
  });

  it.each([
    ["a status", "status@broadcast"],
    ["a message of a group", GROUP],
  ])("that answers %s from another chat names no message of this one", (_, remoteJid) => {
    const answer = { extendedTextMessage: { text: "yes", contextInfo: { stanzaId: "Q1", remoteJid } } };
    expect(messageOf(answer)?.quotedId).toBeNull();
  });

  it("that answers in the group where the question stands names it", () => {
    const answer = { extendedTextMessage: { text: "yes", contextInfo: { stanzaId: "Q1", remoteJid: GROUP } } };
    expect(messageOf(answer, GROUP)?.quotedId).toBe("Q1");
  });

  it.each<[string, proto.IMessage]>([
    ["keys of a group", { senderKeyDistributionMessage: { groupId: GROUP } }],
    ["older keys of a group", { fastRatchetKeySenderKeyDistributionMessage: { groupId: GROUP } }],
    ["a list of recent stickers", { stickerSyncRmrMessage: { filehash: ["x"] } }],
    ["a setting of the chat", { protocolMessage: { type: 3, ephemeralExpiration: 60 } }],
    ["a context without content", { messageContextInfo: { messageSecret: KEY } }],
    ["an empty wrapper", { ephemeralMessage: {} }],
  ])("of %s makes no message", (_, content) => {
    expect(messageOf(content)).toBeUndefined();
  });

  it("keeps all that WhatsApp sent in its bytes, and neither key nor address of the file anywhere else", () => {
    const message = messageOf({ viewOnceMessageV2: { message: IMAGE } });
    if (message === undefined) throw new Error("no message");
    const { raw, ...rest } = message;
    const kept = proto.WebMessageInfo.decode(raw).message?.viewOnceMessageV2?.message?.imageMessage;
    expect(Buffer.from(kept?.mediaKey ?? []).equals(KEY)).toBe(true);
    const told = JSON.stringify(rest);
    for (const secret of ["secret", KEY.toString("base64"), FILE.fileEncSha256.toString("base64")]) {
      expect(told).not.toContain(secret);
    }
  });
});
