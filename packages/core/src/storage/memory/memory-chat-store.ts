import type { Chat } from "../../types/chat.ts";
import type { Page, PageRequest } from "../../types/page.ts";
import type { TenantId } from "../../types/tenant.ts";
import type { ChatStore } from "../chat-store.ts";
import { pageOf, pageWindow } from "../cursor.ts";
import type { ChatRow } from "../rows.ts";
import type { MemoryRows } from "./memory-rows.ts";
import { newestBefore } from "./newest-before.ts";

/** Conversations of the rows in memory. */
export class MemoryChatStore implements ChatStore {
  readonly #rowsOf: (tenant: TenantId) => MemoryRows;

  constructor(rowsOf: (tenant: TenantId) => MemoryRows) {
    this.#rowsOf = rowsOf;
  }

  async page(tenant: TenantId, request: PageRequest): Promise<Page<Chat>> {
    const rows = this.#rowsOf(tenant);
    const window = pageWindow(request);
    const found = newestBefore(rows.chats.byId.values(), window, positionOf);
    const { items, nextCursor } = pageOf(found, window.limit, positionOf);
    return { items: items.map((chat) => toChat(chat, rows)), nextCursor };
  }
}

const positionOf = (chat: ChatRow) => ({ timestamp: chat.lastMessageAt, id: chat.jid });

function toChat({ id: chatId, name, pushName, lastMessageKey, ...chat }: ChatRow, rows: MemoryRows): Chat {
  const last = lastMessageKey === null ? undefined : rows.messages.at(chatId, lastMessageKey);
  return {
    ...chat,
    name: name ?? pushName,
    lastMessage: last === undefined ? null : { id: last.id, fromMe: last.fromMe, type: last.type, text: last.text },
  };
}
