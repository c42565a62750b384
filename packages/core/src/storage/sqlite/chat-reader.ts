import type { Database, Statement } from "better-sqlite3";
import type { Chat } from "../../types/chat.ts";
import type { MessageType } from "../../types/message.ts";
import type { Page, PageRequest } from "../../types/page.ts";
import type { TenantId } from "../../types/tenant.ts";
import { pageOf, pageWindow } from "../cursor.ts";
import { LIMIT } from "./limit.ts";

interface Found extends Omit<Chat, "lastMessage"> {
  readonly lastId: string | null;
  readonly lastFromMe: number | null;
  readonly lastType: MessageType | null;
  readonly lastText: string | null;
}

/**
 * Conversations of a tenant before a position. The chat of a last message is compared, too: while a tenant is erased, a
 * key of its messages may already be another tenant's.
 */
export const CHATS_PAGE = `SELECT c.jid, c.alt_jid AS altJid, coalesce(c.name, c.push_name) AS name, c.unread_count AS unreadCount,
    c.last_message_at AS lastMessageAt, m.id AS lastId, m.from_me AS lastFromMe, m.type AS lastType, m.text AS lastText
  FROM tenants t
  JOIN chats c ON c.tenant_id = t.id
  LEFT JOIN messages m ON m.key = c.last_message_key AND m.chat_id = c.id
  WHERE t.name = ? AND (c.last_message_at, c.jid) < (?, ?)
  ORDER BY c.last_message_at DESC, c.jid DESC
  ${LIMIT}`;

/** Reads conversations. */
export class SqliteChatReader {
  readonly #page: Statement<[TenantId, number, string, number], Found>;

  constructor(database: Database) {
    this.#page = database.prepare(CHATS_PAGE);
  }

  page(tenant: TenantId, request: PageRequest): Page<Chat> {
    const { limit, before } = pageWindow(request);
    const found = this.#page.all(tenant, before.timestamp, before.id, limit + 1);
    return pageOf(found.map(toChat), limit, (chat) => ({ timestamp: chat.lastMessageAt, id: chat.jid }));
  }
}

/** Written out: a page does this for each of its chats. */
function toChat(found: Found): Chat {
  const { lastId: id, lastFromMe, lastType: type, lastText: text } = found;
  return {
    jid: found.jid,
    altJid: found.altJid,
    name: found.name,
    unreadCount: found.unreadCount,
    lastMessageAt: found.lastMessageAt,
    lastMessage: id === null || type === null ? null : { id, fromMe: lastFromMe !== 0, type, text },
  };
}
