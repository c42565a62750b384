import type { Database, Statement } from "better-sqlite3";
import type { Chat } from "../../types/chat.ts";
import type { MessageType } from "../../types/message.ts";
import type { ChatPageRequest, Page } from "../../types/page.ts";
import type { TenantId } from "../../types/tenant.ts";
import { parseChatFilter } from "../chat-filter.ts";
import { type Position, pageOf, pageWindow } from "../cursor.ts";
import { foldText } from "../fold-text.ts";
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
const chatsPage = (
  filter: string,
) => `SELECT c.jid, c.alt_jid AS altJid, coalesce(c.name, c.push_name) AS name, c.unread_count AS unreadCount,
    c.last_message_at AS lastMessageAt, m.id AS lastId, m.from_me AS lastFromMe, m.type AS lastType, m.text AS lastText
  FROM tenants t
  JOIN chats c ON c.tenant_id = t.id
  LEFT JOIN messages m ON m.key = c.last_message_key AND m.chat_id = c.id
  WHERE t.name = ? AND (c.last_message_at, c.jid) < (?, ?) ${filter}
  ORDER BY c.last_message_at DESC, c.jid DESC
  ${LIMIT}`;

export const CHATS_PAGE = chatsPage("");

/** Those alone whose name or number contains something. Looks at one after the other until a page is full. */
export const CHATS_FOUND = chatsPage(
  `AND (instr(folded(coalesce(c.name, c.push_name)), ?) OR (c.jid LIKE '%@s.whatsapp.net' AND instr(c.jid, ?)))`,
);

/** Reads conversations. */
export class SqliteChatReader {
  readonly #page: Statement<[TenantId, number, string, number], Found>;
  readonly #found: Statement<[TenantId, number, string, string, string | null, number], Found>;

  constructor(database: Database) {
    database.function("folded", { deterministic: true }, (text) => (text === null ? null : foldText(String(text))));
    this.#page = database.prepare(CHATS_PAGE);
    this.#found = database.prepare(CHATS_FOUND);
  }

  page(tenant: TenantId, request: ChatPageRequest): Page<Chat> {
    const { limit, before } = pageWindow(request);
    const found = this.#read(tenant, before, limit + 1, request.containing);
    return pageOf(found.map(toChat), limit, (chat) => ({ timestamp: chat.lastMessageAt, id: chat.jid }));
  }

  #read(tenant: TenantId, before: Position, limit: number, containing: string | undefined): readonly Found[] {
    if (containing === undefined) return this.#page.all(tenant, before.timestamp, before.id, limit);
    const { name, number } = parseChatFilter(containing);
    return this.#found.all(tenant, before.timestamp, before.id, name, number, limit);
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
