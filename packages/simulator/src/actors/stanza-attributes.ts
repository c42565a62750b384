import { proto } from "@whiskeysockets/baileys";
import { innerContent } from "./inner-content.ts";

const { REVOKE, MESSAGE_EDIT } = proto.Message.ProtocolMessage.Type;

/** Kinds of media, by the field that carries them. */
const MEDIA = [
  ["imageMessage", "image"],
  ["videoMessage", "video"],
  ["ptvMessage", "ptv"],
  ["audioMessage", "audio"],
  ["documentMessage", "document"],
  ["stickerMessage", "sticker"],
  ["locationMessage", "location"],
  ["liveLocationMessage", "livelocation"],
  ["contactMessage", "vcard"],
  ["contactsArrayMessage", "contact_array"],
  ["groupInviteMessage", "url"],
] as const satisfies readonly (readonly [keyof proto.IMessage, string])[];

const POLLS = [
  "pollCreationMessage",
  "pollCreationMessageV2",
  "pollCreationMessageV3",
  "pollCreationMessageV5",
  "pollUpdateMessage",
] as const satisfies readonly (keyof proto.IMessage)[];

/** What a sender tells the server, which cannot read the message, about it. */
interface StanzaAttributes {
  /** Of the `<message>`. */
  readonly message: { readonly type: string; readonly edit: string | undefined };
  /** Of each `<enc>` that holds the message. */
  readonly enc: Record<string, string>;
}

/** The attributes that WhatsApp's clients give to a message of this content. */
export function stanzaAttributes(content: proto.IMessage): StanzaAttributes {
  const inner = innerContent(content);
  const media = MEDIA.find(([field]) => inner[field])?.[1];
  const isPoll = POLLS.some((field) => inner[field]);
  const type = inner.reactionMessage ? "reaction" : isPoll ? "poll" : media ? "media" : "text";
  const edit = editOf(inner);
  // Nobody wants to see in a chat that a reaction or a change could not be read.
  const isHidden = edit !== undefined || inner.reactionMessage;
  return {
    message: { type, edit },
    enc: { ...(media && { mediatype: media }), ...(isHidden && { "decrypt-fail": "hide" }) },
  };
}

/** 1 edits, 7 takes an own message (or reaction) back, 8 takes back somebody else's as an administrator of the group. */
function editOf({ protocolMessage, reactionMessage }: proto.IMessage): string | undefined {
  if (protocolMessage?.type === MESSAGE_EDIT) return "1";
  if (protocolMessage?.type === REVOKE) return protocolMessage.key?.fromMe ? "7" : "8";
  return reactionMessage?.text === "" ? "7" : undefined;
}
