import type { Chat } from "../../types/chat.ts";
import { isPhone } from "../../types/jid.ts";
import type { ChatPageRequest, Page } from "../../types/page.ts";
import type { TenantId } from "../../types/tenant.ts";
import { type ChatFilter, parseChatFilter } from "../chat-filter.ts";
import type { ChatStore } from "../chat-store.ts";
import { pageOf, pageWindow } from "../cursor.ts";
import { foldText } from "../fold-text.ts";
import type { ChatRow } from "../rows.ts";
import type { MemoryRows } from "./memory-rows.ts";
import { newestBefore } from "./newest-before.ts";

/** Conversations of the rows in memory. */
export class MemoryChatStore implements ChatStore {
  readonly #rowsOf: (tenant: TenantId) => MemoryRows;

  constructor(rowsOf: (tenant: TenantId) => MemoryRows) {
    this.#rowsOf = rowsOf;
  }

  async page(tenant: TenantId, request: ChatPageRequest): Promise<Page<Chat>> {
    const rows = this.#rowsOf(tenant);
    const window = pageWindow(request);
    const { containing } = request;
    const filter = containing === undefined ? undefined : parseChatFilter(containing);
    const chats = [...rows.chats.byId.values()].filter((chat) => filter === undefined || contains(chat, filter));
    const found = newestBefore(chats, window, positionOf);
    const { items, nextCursor } = pageOf(found, window.limit, positionOf);
    return { items: items.map((chat) => toChat(chat, rows)), nextCursor };
  }
}

const positionOf = (chat: ChatRow) => ({ timestamp: chat.lastMessageAt, id: chat.jid });

function contains({ jid, name, pushName }: ChatRow, filter: ChatFilter): boolean {
  if (foldText(name ?? pushName ?? "").includes(filter.name)) return true;
  return filter.number !== null && isPhone(jid) && jid.includes(filter.number);
}

function toChat({ id: chatId, name, pushName, lastMessageKey, ...chat }: ChatRow, rows: MemoryRows): Chat {
  const last = lastMessageKey === null ? undefined : rows.messages.at(chatId, lastMessageKey);
  return {
    ...chat,
    name: name ?? pushName,
    lastMessage: last === undefined ? null : { id: last.id, fromMe: last.fromMe, type: last.type, text: last.text },
  };
}
