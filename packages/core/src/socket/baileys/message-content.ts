import type { proto } from "@whiskeysockets/baileys";
import { isGroup, type Jid } from "../../types/jid.ts";
import type { MessageContent, MessageDetails, MessageType } from "../../types/message.ts";
import { contactDetails, locationDetails, pollDetails, reactionDetails } from "./content-details.ts";
import { mediaDetails } from "./media-details.ts";
import { openContent } from "./open-content.ts";
import { shownText } from "./shown-text.ts";
import { WireFields } from "./wire-fields.ts";

/** What can be told of a content without its bytes. */
export type ContentSummary = Omit<MessageContent, "raw">;

type Field = keyof proto.IMessage;

interface Kind {
  readonly type: MessageType;
  /** Where its text is. A title counts where there is nothing else to read. */
  readonly text: readonly string[];
  readonly details?: (part: WireFields, viewOnce: boolean) => MessageDetails | null;
}

const POLL: Kind = { type: "poll", text: ["name"], details: pollDetails };
const VIDEO: Kind = { type: "video", text: ["caption"], details: mediaDetails };

/** WhatsApp's content fields, in the order in which they are looked for; last what is left of a plain text without any. */
const KINDS: readonly (readonly [Field, Kind])[] = [
  ["extendedTextMessage", { type: "text", text: ["text"] }],
  ["imageMessage", { type: "image", text: ["caption"], details: mediaDetails }],
  ["videoMessage", VIDEO],
  ["ptvMessage", VIDEO],
  ["audioMessage", { type: "audio", text: [], details: mediaDetails }],
  ["documentMessage", { type: "document", text: ["caption", "title"], details: mediaDetails }],
  ["stickerMessage", { type: "sticker", text: [], details: mediaDetails }],
  ["locationMessage", { type: "location", text: ["comment", "name"], details: (part) => locationDetails(part, false) }],
  ["liveLocationMessage", { type: "location", text: ["caption"], details: (part) => locationDetails(part, true) }],
  ["contactMessage", { type: "contact", text: ["displayName"], details: (part) => contactDetails([part]) }],
  [
    "contactsArrayMessage",
    { type: "contact", text: ["displayName"], details: (part) => contactDetails(part.parts("contacts")) },
  ],
  ["pollCreationMessage", POLL],
  ["pollCreationMessageV2", POLL],
  ["pollCreationMessageV3", POLL],
  ["pollCreationMessageV5", POLL],
  ["reactionMessage", { type: "reaction", text: ["text"], details: reactionDetails }],
  ["conversation", { type: "text", text: [] }],
];

/** Fields that carry keys or commands for the client and nothing that a person wrote. */
const SIGNALLING: readonly string[] = [
  "protocolMessage",
  "senderKeyDistributionMessage",
  "fastRatchetKeySenderKeyDistributionMessage",
  "messageContextInfo",
  "stickerSyncRmrMessage",
];

/** Where it may stand which message is answered. */
const ANSWERED = [
  "contextInfo",
  "contacts.contextInfo",
  "interactiveMessageTemplate.contextInfo",
  "hydratedHsm.contextInfo",
  "noteMessage.extendedTextMessage.contextInfo",
  "targetMessageKey",
];

/** Summarises a content of this chat, its wrappers opened. `undefined` when there is nothing in it that somebody wrote. */
export function summarizeContent(content: proto.IMessage | null | undefined, chat: Jid): ContentSummary | undefined {
  const open = openContent(content);
  if (open === undefined) return undefined;
  const plain = new WireFields(open.content).text("conversation");
  if (plain !== null) return { type: "text", text: plain, quotedId: null, details: null };
  for (const [field, { type, text, details }] of KINDS) {
    if (open.content[field] == null) continue;
    const part = new WireFields(open.content[field]);
    return {
      type,
      text: part.text(...text),
      quotedId: quotedId(part, chat),
      details: details?.(part, open.viewOnce) ?? null,
    };
  }
  const other = Object.entries(open.content).find(([field, value]) => value != null && !SIGNALLING.includes(field));
  if (other === undefined) return undefined;
  const part = new WireFields(other[1]);
  return { type: "other", text: shownText(other[0], part), quotedId: quotedId(part, chat), details: null };
}

/** A status, or a message of a group that is answered in private, is answered too, but it stands in another chat. */
function quotedId(part: WireFields, chat: Jid): string | null {
  for (const context of ANSWERED.flatMap((name) => part.parts(name))) {
    const id = context.text("stanzaId", "id");
    if (id === null) continue;
    const from = context.text("remoteJid");
    const isElsewhere = from !== null && from !== chat && (isGroup(from) || from.endsWith("@broadcast"));
    return isElsewhere ? null : id;
  }
  return null;
}
