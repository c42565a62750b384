import type { Jid } from "../../types/jid.ts";
import {
  type ChatRow,
  type ChatRows,
  type EarlyStatus,
  type EarlyStatusRows,
  type IdentityRows,
  MAX_EARLY_STATUSES,
  type MessageRow,
  type MessageRows,
  type Rows,
} from "../rows.ts";
import { type ArrivedRow, laterOf } from "./arrived-row.ts";

/** One tenant's rows in maps. */
export class MemoryRows implements Rows {
  readonly messages = new MemoryMessageRows();
  readonly chats = new MemoryChatRows(this.messages);
  readonly earlyStatuses = new MemoryEarlyStatusRows();
  readonly identities = new MemoryIdentityRows();
}

class MemoryChatRows implements ChatRows {
  readonly byId = new Map<number, ChatRow>();
  readonly #idByJid = new Map<Jid, number>();
  readonly #messages: MemoryMessageRows;
  #lastId = 0;

  constructor(messages: MemoryMessageRows) {
    this.#messages = messages;
  }

  find(jid: Jid): ChatRow | undefined {
    const id = this.#idByJid.get(jid);
    return id === undefined ? undefined : this.byId.get(id);
  }

  add(jid: Jid, altJid: Jid | null): ChatRow {
    this.#lastId += 1;
    const empty = { name: null, pushName: null, unreadCount: 0, lastMessageAt: 0, lastMessageId: null };
    const chat: ChatRow = { id: this.#lastId, jid, altJid, ...empty };
    this.save(chat);
    return chat;
  }

  save(chat: ChatRow): void {
    const former = this.byId.get(chat.id);
    if (former !== undefined) this.#idByJid.delete(former.jid);
    this.byId.set(chat.id, chat);
    this.#idByJid.set(chat.jid, chat.id);
  }

  remove(chatId: number): void {
    const chat = this.byId.get(chatId);
    if (chat !== undefined) this.#idByJid.delete(chat.jid);
    this.byId.delete(chatId);
    this.#messages.byChat.delete(chatId);
  }
}

class MemoryMessageRows implements MessageRows {
  readonly byChat = new Map<number, Map<string, ArrivedRow>>();
  #lastArrival = 0;

  find(chatId: number, id: string): ArrivedRow | undefined {
    return this.byChat.get(chatId)?.get(id);
  }

  newest(chatId: number): ArrivedRow | undefined {
    let newest: ArrivedRow | undefined;
    for (const message of this.byChat.get(chatId)?.values() ?? []) newest = laterOf(newest, message);
    return newest;
  }

  add(chatId: number, message: MessageRow): boolean {
    this.#lastArrival += 1;
    return this.#put(chatId, { ...message, arrival: this.#lastArrival });
  }

  save(chatId: number, message: MessageRow): void {
    const existing = this.find(chatId, message.id);
    if (existing !== undefined) this.byChat.get(chatId)?.set(message.id, { ...message, arrival: existing.arrival });
  }

  move(fromChatId: number, toChatId: number): readonly MessageRow[] {
    const moving = [...(this.byChat.get(fromChatId)?.values() ?? [])];
    this.byChat.delete(fromChatId);
    return moving.filter((message) => !this.#put(toChatId, message));
  }

  #put(chatId: number, message: ArrivedRow): boolean {
    if (this.find(chatId, message.id) !== undefined) return false;
    const chat = this.byChat.get(chatId) ?? new Map<string, ArrivedRow>();
    this.byChat.set(chatId, chat.set(message.id, message));
    return true;
  }
}

class MemoryEarlyStatusRows implements EarlyStatusRows {
  readonly #statuses = new Map<string, EarlyStatus & { readonly chat: Jid }>();

  find(chat: Jid, id: string): EarlyStatus | undefined {
    return this.#statuses.get(keyOf(chat, id));
  }

  save(chat: Jid, status: EarlyStatus): void {
    this.#statuses.set(keyOf(chat, status.id), { ...status, chat });
    const oldest = this.#statuses.keys().next();
    if (this.#statuses.size > MAX_EARLY_STATUSES && oldest.done !== true) this.#statuses.delete(oldest.value);
  }

  remove(chat: Jid, id: string): void {
    this.#statuses.delete(keyOf(chat, id));
  }

  list(chat: Jid): readonly EarlyStatus[] {
    return [...this.#statuses.values()].filter((status) => status.chat === chat);
  }
}

const keyOf = (chat: Jid, id: string) => JSON.stringify([chat, id]);

class MemoryIdentityRows implements IdentityRows {
  readonly #pnByLid = new Map<Jid, Jid>();
  readonly #lidsByPn = new Map<Jid, Set<Jid>>();

  pnOf(lid: Jid): Jid | undefined {
    return this.#pnByLid.get(lid);
  }

  lidOf(pn: Jid): Jid | undefined {
    return [...(this.#lidsByPn.get(pn) ?? [])].at(-1);
  }

  link(pn: Jid, lid: Jid): void {
    const formerPn = this.pnOf(lid);
    if (formerPn !== undefined) this.#lidsByPn.get(formerPn)?.delete(lid);
    this.#pnByLid.set(lid, pn);
    this.#lidsByPn.set(pn, (this.#lidsByPn.get(pn) ?? new Set()).add(lid));
  }
}
