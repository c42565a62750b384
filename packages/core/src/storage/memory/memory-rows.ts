import type { Jid } from "../../types/jid.ts";
import { sourceOf } from "../change-message.ts";
import { isSilent } from "../merge.ts";
import {
  type ChangeRecord,
  type ChatRow,
  type ChatRows,
  type EarlyChangeRows,
  type EventRow,
  type EventRows,
  type IdentityRows,
  MAX_EARLY_CHANGES,
  type MessageRow,
  type MessageRows,
  type PlacedMessage,
  type Rows,
  type TenantRow,
} from "../rows.ts";
import { type ArrivedRow, laterOf } from "./arrived-row.ts";

/** An event at its place in the tenant's feed. */
interface PlacedEvent extends EventRow {
  readonly position: number;
  readonly createdAt: number;
}

/** One tenant's rows in maps. */
export class MemoryRows implements Rows {
  readonly messages = new MemoryMessageRows();
  readonly chats = new MemoryChatRows(this.messages);
  readonly earlyChanges = new MemoryEarlyChangeRows();
  readonly identities = new MemoryIdentityRows();
  readonly events = new MemoryEventRows();
  readonly tenant = new MemoryTenantRow();
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
    const empty = { name: null, pushName: null, unreadCount: 0, lastMessageAt: 0, lastMessageKey: null };
    const chat: ChatRow = { id: this.#lastId, jid, altJid, ...empty };
    this.byId.set(chat.id, chat);
    this.#idByJid.set(jid, chat.id);
    return chat;
  }

  save(chat: ChatRow): void {
    this.byId.set(chat.id, chat);
  }

  rename(chatId: number, jid: Jid): void {
    const chat = this.byId.get(chatId);
    if (chat === undefined) return;
    this.#idByJid.delete(chat.jid);
    this.#idByJid.set(jid, chatId);
    this.byId.set(chatId, { ...chat, jid });
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

  find(chatId: number, id: string): ArrivedRow | undefined {
    return this.byChat.get(chatId)?.get(id);
  }

  /** The message with that key in the chat. A message's key is its arrival. */
  at(chatId: number, key: number): ArrivedRow | undefined {
    return [...(this.byChat.get(chatId)?.values() ?? [])].find(({ arrival }) => arrival === key);
  }

  newest(chatId: number): PlacedMessage | undefined {
    let newest: ArrivedRow | undefined;
    for (const message of this.byChat.get(chatId)?.values() ?? []) {
      if (!isSilent(message)) newest = laterOf(newest, message);
    }
    return newest === undefined ? undefined : { key: newest.arrival, timestamp: newest.timestamp };
  }

  add(chatId: number, message: MessageRow, tenant: TenantRow): number | undefined {
    const arrival = tenant.nextArrival();
    return this.#put(chatId, { ...message, arrival }) ? arrival : undefined;
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

class MemoryEarlyChangeRows implements EarlyChangeRows {
  readonly #changes = new Map<string, { readonly chat: Jid; readonly change: ChangeRecord }>();

  find(chat: Jid, id: string): readonly ChangeRecord[] {
    return this.list(chat).filter((change) => change.key.id === id);
  }

  save(chat: Jid, change: ChangeRecord): void {
    this.#changes.set(JSON.stringify([chat, change.key.id, sourceOf(change)]), { chat, change });
    const oldest = this.#changes.keys().next();
    if (this.#changes.size > MAX_EARLY_CHANGES && oldest.done !== true) this.#changes.delete(oldest.value);
  }

  remove(chat: Jid, id: string): void {
    for (const [key, waiting] of this.#changes) {
      if (waiting.chat === chat && waiting.change.key.id === id) this.#changes.delete(key);
    }
  }

  list(chat: Jid): readonly ChangeRecord[] {
    return [...this.#changes.values()].filter((waiting) => waiting.chat === chat).map(({ change }) => change);
  }
}

class MemoryEventRows implements EventRows {
  /** Oldest first. */
  kept: PlacedEvent[] = [];

  add(event: EventRow, tenant: TenantRow): void {
    this.kept.push({ ...event, position: tenant.nextEvent(), createdAt: Date.now() });
  }
}

class MemoryTenantRow implements TenantRow {
  position = 0;
  events = 0;
  #arrivals = 0;

  nextArrival(): number {
    this.#arrivals += 1;
    return this.#arrivals;
  }

  nextEvent(): number {
    this.events += 1;
    return this.events;
  }

  save(position: number | undefined): void {
    this.position = Math.max(this.position, position ?? 0);
  }
}

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
