import type { Jid } from "../../types/jid.ts";
import type { Message, MessageDetails } from "../../types/message.ts";
import type { MessageRow } from "../rows.ts";

/** A message as SQLite returns it. */
export type StoredMessage = Omit<MessageRow, "fromMe" | "details"> & {
  readonly fromMe: number;
  readonly details: string | null;
};

/** The columns of {@link StoredMessage} but for its bytes; the table is called `m`. */
const PLAIN_COLUMNS = `m.id, m.timestamp, m.from_me AS fromMe, m.sender, m.sender_name AS senderName, m.type,
  m.text, m.quoted_id AS quotedId, m.details, m.status, m.edited_at AS editedAt, m.revoked_at AS revokedAt`;

/** The columns of {@link StoredMessage}; the table is called `m`. */
export const MESSAGE_COLUMNS = `${PLAIN_COLUMNS}, m.raw`;

/** The columns of {@link MESSAGE_COLUMNS} in their order, and where the message stands in its second. */
export type MessageTuple = readonly [
  id: string,
  timestamp: number,
  fromMe: number,
  sender: Jid | null,
  senderName: string | null,
  type: StoredMessage["type"],
  text: string | null,
  quotedId: string | null,
  details: string | null,
  status: StoredMessage["status"],
  editedAt: number | null,
  revokedAt: number | null,
  raw: Uint8Array,
  arrival: number,
];

/** A message out of the columns alone: better-sqlite3 takes half as long again to give each its name. */
export function fromTuple(row: MessageTuple): StoredMessage & { readonly arrival: number } {
  const [
    id,
    timestamp,
    fromMe,
    sender,
    senderName,
    type,
    text,
    quotedId,
    details,
    status,
    editedAt,
    revokedAt,
    raw,
    arrival,
  ] = row;
  // Written out: a page does this for each of its messages.
  return {
    id,
    timestamp,
    fromMe,
    sender,
    senderName,
    type,
    text,
    quotedId,
    details,
    status,
    editedAt,
    revokedAt,
    raw,
    arrival,
  };
}

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

/** A stored message as callers see it. Written out: a page does this for each of its messages. */
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
