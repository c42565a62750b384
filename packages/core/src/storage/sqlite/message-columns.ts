import type { Jid } from "../../types/jid.ts";
import type { Message } from "../../types/message.ts";
import type { MessageRow } from "../rows.ts";

/** A message as SQLite returns it. */
export type StoredMessage = Omit<MessageRow, "fromMe"> & { readonly fromMe: number };

/** The columns of {@link StoredMessage}; the table is called `m`. */
export const MESSAGE_COLUMNS = `m.id, m.timestamp, m.from_me AS fromMe, m.sender, m.sender_name AS senderName, m.type,
  m.text, m.quoted_id AS quotedId, m.status, m.raw`;

/** The bytes without their `Buffer`, so that all storages return the same. */
const bytes = (raw: Uint8Array) => new Uint8Array(raw.buffer, raw.byteOffset, raw.byteLength);

/** A stored message as `applyRecords` knows it. */
export const rowOf = (stored: StoredMessage): MessageRow => ({
  ...stored,
  fromMe: stored.fromMe !== 0,
  raw: bytes(stored.raw),
});

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
  status: stored.status,
  raw: bytes(stored.raw),
});
