import { proto, type WAMessage } from "@whiskeysockets/baileys";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { IngestRecord } from "../src/index.ts";
import { recordsOf } from "../src/socket/baileys/message-mapper.ts";

const ME = "15550001001@s.whatsapp.net";
const CHAT = "15550002002@s.whatsapp.net";
const GROUP = "120363021234567890@g.us";
const KEY = Buffer.from("media key that must not get out!");
const NOTHING = {
  mimeType: null,
  fileName: null,
  sizeBytes: null,
  seconds: null,
  widthPx: null,
  heightPx: null,
  sha256: null,
  viewOnce: false,
};

function infoOf(message: proto.IMessage): WAMessage {
  return { key: { remoteJid: CHAT, id: "ID1", fromMe: false }, messageTimestamp: 1_700_000_000, message };
}

describe("a content from a stranger", () => {
  it.each([
    ["a length that is no number", { audioMessage: { seconds: Number.NaN, fileLength: -1 } }],
    ["texts and numbers in each other's place", { audioMessage: { mimetype: 5, seconds: "9", fileLength: "1e3" } }],
    ["sizes beyond what a number holds", { audioMessage: { fileLength: 2 ** 60, seconds: Number.POSITIVE_INFINITY } }],
    ["a hash of another length", { audioMessage: { fileSha256: Buffer.alloc(5) } }],
  ])("with %s tells nothing of it", (_, content) => {
    const info = infoOf(Object(content));
    const [record] = recordsOf(info, ME, { live: true, adminRevoke: false });
    expect(record).toMatchObject({ message: { type: "audio", details: { media: NOTHING } } });
  });

  it("that is wrapped more often than it can be written again is kept without its bytes", () => {
    let content: proto.IMessage = { conversation: "deep" };
    for (let depth = 0; depth < 50_000; depth++) content = { ephemeralMessage: { message: content } };
    expect(() => proto.Message.encode(content).finish()).toThrow(RangeError);
    expect(recordsOf(infoOf(content), ME, { live: true, adminRevoke: false })).toMatchObject([
      { kind: "message", message: { id: "ID1", type: "other", text: null } },
    ]);
  });

  it("never throws, never says NaN and tells no key, whatever its fields hold", () => {
    const mapping = fc.property(anyInfo, fc.boolean(), fc.boolean(), (info, live, adminRevoke) => {
      for (const record of recordsOf(Object(info), ME, { live, adminRevoke })) {
        const { chat, id, sender } = record.kind === "message" ? record.message : namesOf(record);
        expect([chat, id, sender]).not.toContain("");
        const told = JSON.stringify(record, (name, value) => {
          if (typeof value === "number") expect(Number.isFinite(value), name).toBe(true);
          return name === "raw" ? undefined : value;
        });
        expect(told).not.toContain(KEY.toString("base64"));
      }
    });
    // When it fails, fast-check prints the seed.
    fc.assert(mapping, { numRuns: 1_000 });
  });
});

function namesOf(record: IngestRecord) {
  if (record.kind !== "edit" && record.kind !== "revoke") throw new Error(`It became a record of kind ${record.kind}.`);
  return { ...record.key, ...record.by };
}

/** Every content field of `proto.Message`. */
const FIELDS = Object.keys(proto.Message.prototype);
/** Names that inner parts have: those that are read, and keys that must not be told. */
const NAMES = [
  ...["key", "id", "remoteJid", "type", "text", "caption", "title", "name", "displayName", "vcard", "contacts"],
  ...["options", "optionName", "selectableOptionsCount", "contextInfo", "stanzaId", "degreesLatitude"],
  ...["degreesLongitude", "fileLength", "seconds", "width", "fileSha256", "mediaKey", "url", "editedMessage"],
  ...["timestampMs", "message", "hydratedTemplate", "hydratedTitleText", "header", "body", "submessages"],
];
const VALUES = fc.oneof(
  fc.constantFrom(null, undefined, Number.NaN, Number.POSITIVE_INFINITY, -1, 0, 14, 2 ** 60, "", "text", true, KEY, []),
  fc.string(),
  fc.double(),
);
const { part, content } = fc.letrec<{ part: unknown; content: object }>((tie) => ({
  part: fc.oneof(
    { maxDepth: 4 },
    VALUES,
    fc.dictionary(fc.constantFrom(...NAMES), tie("part"), { maxKeys: 4 }),
    fc.array(tie("part"), { maxLength: 3 }),
    tie("content"),
  ),
  content: fc.dictionary(fc.constantFrom(...FIELDS), tie("part"), { maxKeys: 3 }),
}));

/** The same as protobuf has it, as far as it can have it at all. */
function typed(value: object): object {
  try {
    return proto.Message.fromObject(value);
  } catch {
    return value;
  }
}

const anyInfo = fc.record({
  key: fc.record({
    id: fc.constantFrom("ID1", "", null),
    remoteJid: fc.constantFrom(CHAT, GROUP, "99887766554433@lid", "", null, "status@broadcast", "1@broadcast"),
    participant: fc.constantFrom(undefined, "", "99887766554433:5@lid", CHAT),
    fromMe: fc.boolean(),
  }),
  messageTimestamp: fc.oneof(fc.constantFrom(null, Number.NaN, -5, 2 ** 53), fc.nat()),
  pushName: fc.constantFrom(undefined, null, "", "Ada"),
  status: fc.constantFrom(undefined, null, 0, 4, 99),
  messageStubType: fc.constantFrom(undefined, null, 1, 2, 20),
  message: fc.oneof(fc.constant(null), content, content.map(typed), part).map((value) => Object(value)),
});
