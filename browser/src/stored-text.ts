import type { IngestRecord } from "@polyphone/core";

/** What to store for a text that somebody wrote in a chat some time ago, and that was read. */
export function storedText(jid: string, id: string, text: string, timestamp: number): IngestRecord {
  return {
    kind: "message",
    live: false,
    message: {
      ...{ id, text, timestamp, chat: jid, sender: jid, senderName: null, fromMe: false, type: "text" },
      ...{ quotedId: null, details: null, status: "read", editedAt: null, revokedAt: null },
      raw: new Uint8Array(),
    },
  };
}
