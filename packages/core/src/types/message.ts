import type { Jid } from "./jid.ts";

/** How far a message has come. For messages of others it is `delivered`, or `read` once this account has read it. */
export type MessageStatus = "pending" | "sent" | "delivered" | "read" | "failed";

/** The kind of content, by the field of WhatsApp's `Message` that carries it. `undecryptable` is replaced when a retry succeeds, `revoked` stays. */
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
  | "revoked"
  | "undecryptable"
  | "other";

/** What a message says, beside its text. Bytes stay in `raw`: a media key never leaves it. */
export interface MessageDetails {
  /** A file on WhatsApp's media servers. */
  readonly media?: {
    readonly mimeType: string | null;
    readonly fileName: string | null;
    readonly sizeBytes: number | null;
    /** Length of audio and video. */
    readonly seconds: number | null;
    readonly widthPx: number | null;
    readonly heightPx: number | null;
    /** SHA-256 of the decrypted file, in base64. */
    readonly sha256: string | null;
    /** True when the recipient may open it once. */
    readonly viewOnce: boolean;
  };
  readonly location?: {
    readonly latitude: number;
    readonly longitude: number;
    readonly name: string | null;
    readonly address: string | null;
    /** True when it moves. */
    readonly live: boolean;
  };
  /** Business cards as they were sent. */
  readonly contacts?: readonly { readonly name: string | null; readonly vcard: string }[];
  /** The message reacted to, in the same chat; an empty emoji takes the reaction back. */
  readonly reaction?: { readonly targetId: string; readonly emoji: string };
  readonly poll?: {
    readonly question: string;
    readonly options: readonly string[];
    /** How many options one may choose; 0 means any number. */
    readonly selectableCount: number;
  };
}

/** What somebody wrote: the part of a message that an edit replaces. */
export interface MessageContent {
  readonly type: MessageType;
  /** The text or caption. */
  readonly text: string | null;
  /** Id of the message that this one answers, in the same chat. */
  readonly quotedId: string | null;
  /** `null` for plain texts. */
  readonly details: MessageDetails | null;
  /** The whole `proto.WebMessageInfo` as bytes, so that nothing WhatsApp sent is lost. Empty once revoked. */
  readonly raw: Uint8Array;
}

/** Names a message within its tenant. */
export interface MessageKey {
  /** JID of the chat it belongs to. */
  readonly chat: Jid;
  /** WhatsApp's id, chosen by the sender; unique only within its chat. */
  readonly id: string;
}

/** One message of one chat. */
export interface Message extends MessageKey, MessageContent {
  /** True when this account wrote it, on any of its devices. */
  readonly fromMe: boolean;
  /** JID of the author; in a group the participant. */
  readonly sender: Jid;
  /** The author's own display name, as it came with the message. */
  readonly senderName: string | null;
  /** Milliseconds since the epoch; WhatsApp's resolution is one second. */
  readonly timestamp: number;
  readonly status: MessageStatus;
  /** When its author last changed it, in milliseconds since the epoch; `null` if never. */
  readonly editedAt: number | null;
  /** When it was taken back for everybody; nothing of its content is kept then. */
  readonly revokedAt: number | null;
}

/** A message as JSON can carry it. */
export type PlainMessage = Omit<Message, "raw">;

/** Leaves the raw bytes out. */
export function plainMessage({ raw: _, ...message }: Message): PlainMessage {
  return message;
}
