import type { IngestRecord } from "../types/ingest-record.ts";
import { isGroup, isLid } from "../types/jid.ts";
import type { Message, MessageStatus, MessageType } from "../types/message.ts";

const STATUSES: Readonly<Record<MessageStatus, true>> = {
  pending: true,
  sent: true,
  delivered: true,
  read: true,
  failed: true,
};

const TYPES: Readonly<Record<MessageType, true>> = {
  text: true,
  image: true,
  video: true,
  audio: true,
  document: true,
  sticker: true,
  location: true,
  contact: true,
  poll: true,
  reaction: true,
  undecryptable: true,
  other: true,
};

/**
 * Refuses a batch with a malformed record, so that no storage has to undo half of one.
 * @throws TypeError that names the field, never its value.
 */
export function checkRecords(records: readonly IngestRecord[]): void {
  for (const record of records) {
    switch (record.kind) {
      case "message":
        checkMessage(record.message);
        break;
      case "status":
        text(record.key.chat, "key.chat");
        text(record.key.id, "key.id");
        expect(Object.hasOwn(STATUSES, record.status), "status");
        expect(record.errorCode === null || Number.isSafeInteger(record.errorCode), "errorCode");
        break;
      case "chat":
        text(record.jid, "jid");
        if (record.name !== undefined) expect(typeof record.name === "string", "name");
        if (record.unreadCount !== undefined) count(record.unreadCount, "unreadCount");
        break;
      case "identity":
        text(record.pn, "pn");
        text(record.lid, "lid");
        expect(isLid(record.lid), "lid");
        expect(!isLid(record.pn) && !isGroup(record.pn), "pn");
        break;
      default: {
        const never: never = record;
        throw new TypeError(`Unknown kind of record: ${String((never as { kind?: unknown }).kind)}`);
      }
    }
  }
}

function checkMessage(message: Message): void {
  text(message.chat, "chat");
  text(message.id, "id");
  text(message.sender, "sender");
  count(message.timestamp, "timestamp");
  expect(typeof message.fromMe === "boolean", "fromMe");
  expect(message.raw instanceof Uint8Array, "raw");
  expect(Object.hasOwn(STATUSES, message.status), "status");
  expect(Object.hasOwn(TYPES, message.type), "type");
  for (const field of ["senderName", "text", "quotedId"] as const) {
    expect(message[field] === null || typeof message[field] === "string", field);
  }
}

const text = (value: unknown, field: string) => expect(typeof value === "string" && value !== "", field);

const count = (value: unknown, field: string) => expect(Number.isSafeInteger(value) && Number(value) >= 0, field);

function expect(fits: boolean, field: string): void {
  if (!fits) throw new TypeError(`A record's ${field} is not what it must be.`);
}
