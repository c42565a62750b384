import type { IngestRecord } from "../src/types/ingest-record.ts";
import type { Message } from "../src/types/message.ts";

/** The chat of every {@link textRecord}. */
export const CHAT = "4915112345678@s.whatsapp.net";

/** A text that somebody wrote; it says its own id, unless it is to be different. */
export function textRecord(id: string, different: Partial<Message> = {}): IngestRecord {
  return {
    kind: "message",
    live: true,
    message: {
      chat: CHAT,
      id,
      fromMe: false,
      sender: CHAT,
      senderName: null,
      timestamp: 1000,
      type: "text",
      text: `text of ${id}`,
      quotedId: null,
      details: null,
      status: "delivered",
      editedAt: null,
      revokedAt: null,
      raw: new Uint8Array([1]),
      ...different,
    },
  };
}
