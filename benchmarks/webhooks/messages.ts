import { type IngestRecord, parseTenantId, type TenantId } from "@polyphone/core";

/** As many tenants as deliveries are under way at once. */
export const tenants: readonly TenantId[] = Array.from({ length: 100 }, (_, index) =>
  parseTenantId(`tenant-${1000 + index}`),
);

const CHAT = "491510000001@s.whatsapp.net";
const TEXT = "See you at the station at half past six, and bring the tickets.";
const EPOCH_MS = 1_780_000_000_000;

/** A text of somebody else, with that id. */
export const message = (id: string): IngestRecord => ({
  kind: "message",
  live: true,
  message: {
    chat: CHAT,
    id,
    fromMe: false,
    sender: CHAT,
    senderName: "Ada Lovelace",
    timestamp: EPOCH_MS,
    type: "text",
    text: TEXT,
    quotedId: null,
    details: null,
    status: "delivered",
    editedAt: null,
    revokedAt: null,
    raw: new Uint8Array(700).fill(65),
  },
});

/** What such a message's webhook carries, byte for byte but for its names. */
export const BODY = JSON.stringify({
  event: "message.received",
  tenantId: tenants[0],
  data: {
    message: {
      chat: CHAT,
      id: "1000-100",
      fromMe: false,
      sender: CHAT,
      senderName: "Ada Lovelace",
      timestamp: EPOCH_MS,
      type: "text",
      text: TEXT,
      quotedId: null,
      details: null,
      status: "delivered",
      editedAt: null,
      revokedAt: null,
    },
    business: {
      name: null,
      working_hours: null,
      location_url: null,
      shipping_details: null,
      instagram_url: null,
      website_url: null,
      mobile_numbers: null,
    },
  },
});
