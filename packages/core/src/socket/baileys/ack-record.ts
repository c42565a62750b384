import type { BinaryNode } from "@whiskeysockets/baileys";
import type { IngestRecord } from "../../types/ingest-record.ts";
import { bareJid } from "../../types/jid.ts";

/** What the server's answer to a message says of it: it has it, or it refused it for a reason that has a number. */
export function ackRecord({ attrs: { id, from, error } }: BinaryNode): IngestRecord[] {
  if (id === undefined || from === undefined) return [];
  const key = { chat: bareJid(from), id };
  if (error === undefined) return [{ kind: "status", key, status: "sent", errorCode: null }];
  const code = Number(error);
  return [{ kind: "status", key, status: "failed", errorCode: Number.isSafeInteger(code) ? code : null }];
}
