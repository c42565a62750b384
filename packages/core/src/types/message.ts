import type { Jid } from "./jid.ts";

/** How far a message has come. For messages of others it is `delivered`, or `read` once this account has read it. */
export type MessageStatus = "pending" | "sent" | "delivered" | "read" | "failed";

/** The kind of content, by the field of WhatsApp's `Message` that carries it. `undecryptable` is replaced when a retry succeeds. */
export type MessageType =
  | "text"
  | "image"
  | "video"
  | "audio"
  | "document"
  | "sticker"
  | "location"
  | "contact"
  | "poll"
  | "reaction"
  | "undecryptable"
  | "other";

/** Names a message within its tenant. */
export interface MessageKey {
  /** JID of the chat it belongs to. */
  readonly chat: Jid;
  /** WhatsApp's id, chosen by the sender; unique only within its chat. */
  readonly id: string;
}

/** One message of one chat. */
export interface Message extends MessageKey {
  /** True when this account wrote it, on any of its devices. */
  readonly fromMe: boolean;
  /** JID of the author; in a group the participant. */
  readonly sender: Jid;
  /** The author's own display name, as it came with the message. */
  readonly senderName: string | null;
  /** Milliseconds since the epoch; WhatsApp's resolution is one second. */
  readonly timestamp: number;
  readonly type: MessageType;
  /** The text or caption. */
  readonly text: string | null;
  /** Id of the message that this one answers, in the same chat. */
  readonly quotedId: string | null;
  readonly status: MessageStatus;
  /** The whole `proto.WebMessageInfo` as bytes, so that nothing WhatsApp sent is lost. */
  readonly raw: Uint8Array;
}

/** A message as JSON can carry it. */
export type PlainMessage = Omit<Message, "raw">;

/** Leaves the raw bytes out. */
export function plainMessage({ raw: _, ...message }: Message): PlainMessage {
  return message;
}
