import { crc32 } from "node:zlib";
import type { IngestRecord } from "../../types/ingest-record.ts";
import type { TenantId } from "../../types/tenant.ts";

/** A record and whose it is. */
export interface TenantRecord {
  readonly tenant: TenantId;
  readonly record: IngestRecord;
}

const VERSION = 1;
/** Version, CRC-32 of everything after it, length of the JSON; then the JSON and the message's bytes as they are. */
const HEADER_BYTES = 9;
const NO_BYTES = new Uint8Array(0);

/** A record as bytes for the disk: JSON, but for the message's own bytes, which stand behind it. */
export function encodeRecord(tenant: TenantId, record: IngestRecord): Uint8Array {
  const [json, raw] = split(tenant, record);
  const jsonBytes = Buffer.byteLength(json);
  const bytes = Buffer.allocUnsafe(HEADER_BYTES + jsonBytes + raw.length);
  bytes.writeUInt8(VERSION, 0);
  bytes.writeUInt32LE(jsonBytes, 5);
  bytes.write(json, HEADER_BYTES);
  bytes.set(raw, HEADER_BYTES + jsonBytes);
  bytes.writeUInt32LE(crc32(bytes.subarray(5)), 1);
  return bytes;
}

/** Reads a record back. @throws RangeError when the bytes are not whole or from a newer version. */
export function decodeRecord(stored: Uint8Array): TenantRecord {
  const bytes = Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength);
  if (bytes.length < HEADER_BYTES) throw new RangeError("An inbox entry is cut off.");
  if (bytes.readUInt8(0) !== VERSION)
    throw new RangeError(`An inbox entry has the unknown version ${bytes.readUInt8(0)}.`);
  if (bytes.readUInt32LE(1) !== crc32(bytes.subarray(5)))
    throw new RangeError("An inbox entry does not match its checksum.");
  const end = HEADER_BYTES + bytes.readUInt32LE(5);
  const { tenant, record } = JSON.parse(bytes.toString("utf8", HEADER_BYTES, end)) as TenantRecord;
  return { tenant, record: withRaw(record, new Uint8Array(bytes.subarray(end))) };
}

/** Reads a record back, or says why that cannot be done. */
export function tryDecode(stored: Uint8Array): TenantRecord | { readonly unreadable: string } {
  try {
    return decodeRecord(stored);
  } catch (error) {
    return { unreadable: error instanceof Error ? error.message : String(error) };
  }
}

/** JSON leaves out what is undefined; copying an object whole is several times as fast as copying all but one field. */
function split(tenant: TenantId, record: IngestRecord): [json: string, raw: Uint8Array] {
  switch (record.kind) {
    case "message": {
      const message = { ...record.message, raw: undefined };
      return [JSON.stringify({ tenant, record: { ...record, message } }), record.message.raw];
    }
    case "edit": {
      const content = { ...record.content, raw: undefined };
      return [JSON.stringify({ tenant, record: { ...record, content } }), record.content.raw];
    }
    default:
      return [JSON.stringify({ tenant, record }), NO_BYTES];
  }
}

function withRaw(record: IngestRecord, raw: Uint8Array): IngestRecord {
  if (record.kind === "message") return { ...record, message: { ...record.message, raw } };
  if (record.kind === "edit") return { ...record, content: { ...record.content, raw } };
  return record;
}
