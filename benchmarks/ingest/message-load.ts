import { type IngestRecord, parseTenantId, type TenantId } from "@polyphone/core";

const TENANTS = 1000;
const CHATS = 20;
const RAW_BYTES = 716;
const TEXT = "See you at the station at half past six, and bring the tickets.";
/** A second of WhatsApp's clock at the highest rates measured here. */
const MESSAGES_PER_SECOND = 5000;
const EPOCH_MS = 1_780_000_000_000;
/** Coprime to the number of tenants, so that neighbours in time are never of one tenant. */
const STRIDE = 7919;

/** A record and whose it is. */
export interface TenantRecord {
  readonly tenant: TenantId;
  readonly record: IngestRecord;
}

const tenants = Array.from({ length: TENANTS }, (_, index) => parseTenantId(`tenant-${1000 + index}`));
const raw = new Uint8Array(RAW_BYTES).fill(65);

/** The message of that number: 1,000 tenants in turns, 20 chats each, half of the messages in two of them. */
export function messageAt(index: number): TenantRecord {
  const turn = Math.floor(index / TENANTS);
  const chat = `49${1_510_000_000 + (turn % 2 === 0 ? turn % 4 : turn % CHATS)}@s.whatsapp.net`;
  const message = {
    chat,
    id: `3EB0${index.toString(16).padStart(16, "0").toUpperCase()}`,
    fromMe: false,
    sender: chat,
    senderName: "Ada Lovelace",
    timestamp: EPOCH_MS + Math.floor(index / MESSAGES_PER_SECOND) * 1000,
    type: "text",
    text: TEXT,
    quotedId: null,
    details: null,
    status: "delivered",
    editedAt: null,
    revokedAt: null,
    raw,
  } as const;
  const tenant = tenants[(index * STRIDE) % TENANTS];
  if (tenant === undefined) throw new RangeError("There is a tenant for every message");
  return { tenant, record: { kind: "message", message, live: true } };
}
