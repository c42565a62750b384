import type { Jid } from "../../types/jid.ts";
import type { Message, MessageDetails, PlainMessage } from "../../types/message.ts";
import type { MessageRow } from "../rows.ts";

/** A message as SQLite returns it. */
export type StoredMessage = Omit<MessageRow, "fromMe" | "details"> & {
  readonly fromMe: number;
  readonly details: string | null;
};

/** The columns of {@link StoredMessage} but for its bytes; the table is called `m`. */
export const PLAIN_COLUMNS = `m.id, m.timestamp, m.from_me AS fromMe, m.sender, m.sender_name AS senderName, m.type,
  m.text, m.quoted_id AS quotedId, m.details, m.status, m.edited_at AS editedAt, m.revoked_at AS revokedAt`;

/** The columns of {@link StoredMessage}; the table is called `m`. */
export const MESSAGE_COLUMNS = `${PLAIN_COLUMNS}, m.raw`;

/** The bytes without their `Buffer`, so that all storages return the same. */
const bytes = (raw: Uint8Array) => new Uint8Array(raw.buffer, raw.byteOffset, raw.byteLength);

/** A stored message as `applyRecords` knows it. */
export const rowOf = (stored: StoredMessage): MessageRow => ({
  ...stored,
  fromMe: stored.fromMe !== 0,
  details: detailsOf(stored),
  raw: bytes(stored.raw),
});

const detailsOf = ({ details }: Pick<StoredMessage, "details">): MessageDetails | null =>
  details === null ? null : (JSON.parse(details) as MessageDetails);

/** A stored message as callers see it. Written out, as is the next: a page does this for each of its messages. */
export const messageOf = (stored: StoredMessage, chat: Jid): Message => ({
  chat,
  id: stored.id,
  fromMe: stored.fromMe !== 0,
  sender: stored.sender ?? chat,
  senderName: stored.senderName,
  timestamp: stored.timestamp,
  type: stored.type,
  text: stored.text,
  quotedId: stored.quotedId,
  details: detailsOf(stored),
  status: stored.status,
  editedAt: stored.editedAt,
  revokedAt: stored.revokedAt,
  raw: bytes(stored.raw),
});

/** The same without its bytes. */
export const plainOf = (stored: Omit<StoredMessage, "raw">, chat: Jid): PlainMessage => ({
  chat,
  id: stored.id,
  fromMe: stored.fromMe !== 0,
  sender: stored.sender ?? chat,
  senderName: stored.senderName,
  timestamp: stored.timestamp,
  type: stored.type,
  text: stored.text,
  quotedId: stored.quotedId,
  details: detailsOf(stored),
  status: stored.status,
  editedAt: stored.editedAt,
  revokedAt: stored.revokedAt,
});
