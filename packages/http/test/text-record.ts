import type { IngestRecord } from "@polyphone/core";

/** A text that the contact of a chat has just written. */
export const textRecord = (chat: string, id: string, text: string, timestamp = Date.now()): IngestRecord => ({
  kind: "message",
  live: true,
  message: {
    ...{ chat, id, text, timestamp, fromMe: false, sender: chat, senderName: text, type: "text" },
    ...{
      quotedId: null,
      details: null,
      status: "delivered",
      editedAt: null,
      revokedAt: null,
      raw: new Uint8Array([1]),
    },
  },
});
