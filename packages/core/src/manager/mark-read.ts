import type { Socket } from "../socket/socket.ts";
import type { IngestRecord } from "../types/ingest-record.ts";
import type { Jid } from "../types/jid.ts";
import type { Message } from "../types/message.ts";
import type { TenantId } from "../types/tenant.ts";
import type { Runtime } from "./runtime.ts";

/** What is read, and where. */
interface Reading {
  readonly tenant: TenantId;
  readonly chat: Jid;
  /** All that are unread when left out. */
  readonly ids: readonly string[] | undefined;
  readonly socket: Socket;
  readonly runtime: Pick<Runtime, "storage" | "context">;
}

/** One page: who reads more than this at once has not read it. */
const MOST = 500;

/** Tells WhatsApp first: what it does not hear of must not look read here. Resolves with how many there were. */
export async function markRead({ tenant, chat, ids, socket, runtime }: Reading): Promise<number> {
  const { items } = await runtime.storage.messages.page(tenant, chat, { limit: MOST });
  const unread = items.filter(({ fromMe, status, raw }) => !fromMe && status !== "read" && raw.length > 0);
  const read = ids === undefined ? unread : unread.filter(({ id }) => ids.includes(id));
  if (read.length === 0) return 0;
  await socket.markRead(read);
  await runtime.context.ingestion.accept(tenant, newsOf(read, read.length === unread.length));
  return read.length;
}

function newsOf(read: readonly Message[], isAll: boolean): IngestRecord[] {
  const statuses = read.map(({ chat, id }): IngestRecord => {
    return { kind: "status", key: { chat, id }, status: "read", errorCode: null };
  });
  const chat = read[0]?.chat;
  return isAll && chat !== undefined ? [...statuses, { kind: "chat", jid: chat, unreadCount: 0 }] : statuses;
}
