import type { Jid } from "../../types/jid.ts";
import type { Message } from "../../types/message.ts";
import type { Page, PageRequest } from "../../types/page.ts";
import type { TenantId } from "../../types/tenant.ts";
import { arrivalBefore, messagePosition, pageOf, pageWindow } from "../cursor.ts";
import { toMessage } from "../merge.ts";
import type { MessageStore } from "../message-store.ts";
import { parseSearchQuery, type SearchQuery, wordsOf } from "../search-query.ts";
import { type ArrivedRow, laterOf } from "./arrived-row.ts";
import type { MemoryRows } from "./memory-rows.ts";
import { newestBefore } from "./newest-before.ts";

/** By arrival within a second, as text that sorts as the numbers do. */
const place = (timestamp: number, arrival: number) => ({ timestamp, id: String(arrival).padStart(16, "0") });
const placeOf = ({ timestamp, arrival }: ArrivedRow) => place(timestamp, arrival);

/** Messages of the rows in memory. */
export class MemoryMessageStore implements MessageStore {
  readonly #rowsOf: (tenant: TenantId) => MemoryRows;

  constructor(rowsOf: (tenant: TenantId) => MemoryRows) {
    this.#rowsOf = rowsOf;
  }

  async page(tenant: TenantId, jid: Jid, request: PageRequest): Promise<Page<Message>> {
    const rows = this.#rowsOf(tenant);
    const window = pageWindow(request);
    const before = place(window.before.timestamp, arrivalBefore(window.before));
    const chat = rows.chats.find(rows.identities.pnOf(jid) ?? jid);
    if (chat === undefined) return { items: [], nextCursor: null };
    const found = newestBefore(rows.messages.byChat.get(chat.id)?.values() ?? [], { ...window, before }, placeOf);
    const { items, nextCursor } = pageOf(found, window.limit, messagePosition);
    return { items: items.map((row) => toMessage(row, chat.jid)), nextCursor };
  }

  async search(tenant: TenantId, query: string, request: PageRequest): Promise<Page<Message>> {
    const rows = this.#rowsOf(tenant);
    const sought = parseSearchQuery(query);
    const window = pageWindow(request);
    const before = place(window.before.timestamp, arrivalBefore(window.before));
    const hits = [...rows.chats.byId.values()].flatMap(({ id, jid: chat }) =>
      [...(rows.messages.byChat.get(id)?.values() ?? [])]
        .filter(({ text }) => text !== null && matches(text, sought))
        .map((row) => ({ ...row, chat })),
    );
    const found = newestBefore(hits, { ...window, before }, placeOf);
    const { items, nextCursor } = pageOf(found, window.limit, messagePosition);
    return { items: items.map((row) => toMessage(row, row.chat)), nextCursor };
  }

  async find(tenant: TenantId, id: string): Promise<Message | undefined> {
    const rows = this.#rowsOf(tenant);
    let newest: { readonly row: ArrivedRow; readonly chat: Jid } | undefined;
    for (const { id: chatId, jid: chat } of rows.chats.byId.values()) {
      const row = rows.messages.find(chatId, id);
      if (row !== undefined && laterOf(newest?.row, row) === row) newest = { row, chat };
    }
    return newest === undefined ? undefined : toMessage(newest.row, newest.chat);
  }
}

function matches(text: string, { words, prefix }: SearchQuery): boolean {
  const present = wordsOf(text);
  return words.every((word) => present.includes(word)) && present.some((word) => word.startsWith(prefix));
}
