import { normalizeMessageContent, type proto } from "@whiskeysockets/baileys";
import type { MessageType } from "../../types/message.ts";

/** What a chat list and a search need of a message's content. */
export interface ContentSummary {
  readonly type: MessageType;
  readonly text: string | null;
  readonly quotedId: string | null;
}

type Field = keyof proto.IMessage;

/** WhatsApp's content fields by our type, in the order in which they are looked for. */
const FIELDS: readonly (readonly [Field, MessageType])[] = [
  ["conversation", "text"],
  ["extendedTextMessage", "text"],
  ["imageMessage", "image"],
  ["videoMessage", "video"],
  ["ptvMessage", "video"],
  ["audioMessage", "audio"],
  ["documentMessage", "document"],
  ["stickerMessage", "sticker"],
  ["locationMessage", "location"],
  ["liveLocationMessage", "location"],
  ["contactMessage", "contact"],
  ["contactsArrayMessage", "contact"],
  ["pollCreationMessage", "poll"],
  ["pollCreationMessageV2", "poll"],
  ["pollCreationMessageV3", "poll"],
  ["reactionMessage", "reaction"],
];

/** Fields that carry keys or commands for the client and nothing that a person wrote. */
const SIGNALLING: readonly Field[] = ["protocolMessage", "senderKeyDistributionMessage", "messageContextInfo"];

/** Summarises a content, its wrappers (ephemeral, view-once, caption) opened. Resolves `undefined` when nobody wrote it. */
export function summarizeContent(content: proto.IMessage | null | undefined): ContentSummary | undefined {
  const inner = normalizeMessageContent(content ?? undefined);
  if (inner === undefined) return undefined;
  const match = FIELDS.find(([field]) => inner[field] != null);
  if (match === undefined) {
    const carriesMore = Object.entries(inner).some(
      ([field, value]) => value != null && !SIGNALLING.includes(field as Field),
    );
    return carriesMore ? { type: "other", text: null, quotedId: null } : undefined;
  }
  const [field, type] = match;
  const part = inner[field];
  return typeof part === "string"
    ? { type, text: part, quotedId: null }
    : { type, text: textOf(part), quotedId: quotedIdOf(part) };
}

function textOf(part: unknown): string | null {
  if (typeof part !== "object" || part === null) return null;
  for (const name of ["text", "caption", "name", "displayName"]) {
    const value: unknown = Reflect.get(part, name);
    if (typeof value === "string" && value !== "") return value;
  }
  return null;
}

function quotedIdOf(part: unknown): string | null {
  if (typeof part !== "object" || part === null || !("contextInfo" in part)) return null;
  const context = part.contextInfo;
  if (typeof context !== "object" || context === null || !("stanzaId" in context)) return null;
  return typeof context.stanzaId === "string" && context.stanzaId !== "" ? context.stanzaId : null;
}
