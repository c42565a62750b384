import type { Author, IngestRecord } from "../types/ingest-record.ts";
import { isGroup, isLid } from "../types/jid.ts";
import type { Message, MessageContent, MessageKey, MessageStatus, MessageType } from "../types/message.ts";

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
  revoked: true,
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
      case "edit":
        checkChange(record);
        checkContent(record.content);
        count(record.editedAt, "editedAt");
        break;
      case "revoke":
        checkChange(record);
        count(record.revokedAt, "revokedAt");
        expect(typeof record.asAdmin === "boolean", "asAdmin");
        break;
      case "status":
        checkKey(record.key);
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
  expect(Object.hasOwn(STATUSES, message.status), "status");
  textOrNull(message.senderName, "senderName");
  checkContent(message);
  for (const field of ["editedAt", "revokedAt"] as const) if (message[field] !== null) count(message[field], field);
}

function checkContent({ type, text: shown, quotedId, details, raw }: MessageContent): void {
  expect(Object.hasOwn(TYPES, type), "type");
  textOrNull(shown, "text");
  textOrNull(quotedId, "quotedId");
  expect(details === null || (typeof details === "object" && !Array.isArray(details)), "details");
  expect(raw instanceof Uint8Array, "raw");
}

function checkChange({ key, by }: { readonly key: MessageKey; readonly by: Author }): void {
  checkKey(key);
  text(by.sender, "by.sender");
  expect(typeof by.fromMe === "boolean", "by.fromMe");
}

function checkKey(key: MessageKey): void {
  text(key.chat, "key.chat");
  text(key.id, "key.id");
}

const textOrNull = (value: unknown, field: string) => expect(value === null || typeof value === "string", field);

const text = (value: unknown, field: string) => expect(typeof value === "string" && value !== "", field);

const count = (value: unknown, field: string) => expect(Number.isSafeInteger(value) && Number(value) >= 0, field);

function expect(fits: boolean, field: string): void {
  if (!fits) throw new TypeError(`A record's ${field} is not what it must be.`);
}
