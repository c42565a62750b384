import type { Applied } from "../types/applied.ts";
import type { IngestRecord } from "../types/ingest-record.ts";
import type { Jid } from "../types/jid.ts";
import type { Message } from "../types/message.ts";
import { checkRecords } from "./check-records.ts";
import { advance, complete, mergeChats, toMessage, toRow, withLast, withNewMessage, withPushName } from "./merge.ts";
import { OpenChats } from "./open-chats.ts";
import type { ChatRow, EarlyStatus, MessageRow, Rows } from "./rows.ts";

/**
 * Applies a batch to one tenant's rows. What records mean is decided here and in `merge.ts`, the same for every storage.
 * @throws TypeError before anything is written when a record is malformed.
 */
export function applyRecords(rows: Rows, records: readonly IngestRecord[]): Applied {
  checkRecords(records);
  const batch = new Batch(rows);
  for (const record of records) batch.apply(record);
  return batch.finish();
}

class Batch {
  readonly #rows: Rows;
  readonly #chats: OpenChats;
  readonly #stored: { readonly chat: Jid; readonly row: MessageRow }[] = [];
  readonly #moves: (EarlyStatus & { readonly chat: Jid })[] = [];

  constructor(rows: Rows) {
    this.#rows = rows;
    this.#chats = new OpenChats(rows);
  }

  apply(record: IngestRecord): void {
    switch (record.kind) {
      case "message":
        this.#message(record.message, record.live);
        break;
      case "status":
        this.#status(this.#chats.canonical(record.key.chat), { ...record, id: record.key.id });
        break;
      case "chat": {
        const chat = this.#chats.open(record.jid);
        const { name = chat.name, unreadCount = chat.unreadCount } = record;
        this.#chats.keep({ ...chat, name, unreadCount });
        break;
      }
      case "identity":
        this.#identity(record.pn, record.lid);
        break;
      default: {
        const never: never = record;
        throw new TypeError(`Unknown record ${String(never)}`);
      }
    }
  }

  /** Names each chat as it is called at the end of the batch. */
  finish(): Applied {
    this.#chats.save();
    const chatNow = (chat: Jid) => this.#chats.canonical(chat);
    return {
      stored: this.#stored.map(({ chat, row }) => toMessage(row, chatNow(chat))),
      statuses: this.#moves.map(({ chat, id, status, errorCode }) => ({
        key: { chat: chatNow(chat), id },
        status,
        errorCode,
      })),
    };
  }

  #message(message: Message, live: boolean): void {
    const chat = this.#chats.open(message.chat);
    const incoming = toRow(message, chat);
    if (this.#rows.messages.add(chat.id, incoming)) this.#firstSeen(chat, incoming, live);
    else this.#seenAgain(chat, incoming, live);
  }

  #firstSeen(chat: ChatRow, incoming: MessageRow, live: boolean): void {
    const early = this.#rows.earlyStatuses.find(chat.jid, incoming.id);
    const row = early === undefined ? incoming : this.#settle(chat, incoming, early, live);
    this.#chats.keep(withNewMessage(chat, row, live));
    if (live) this.#stored.push({ chat: chat.jid, row });
  }

  /** Gives a new message the status that came before it. */
  #settle(chat: ChatRow, incoming: MessageRow, early: EarlyStatus, live: boolean): MessageRow {
    this.#rows.earlyStatuses.remove(chat.jid, early.id);
    const status = advance(incoming.status, early.status);
    if (status === undefined) return incoming;
    const row = { ...incoming, status };
    this.#rows.messages.save(chat.id, row);
    if (live) this.#moves.push({ ...early, chat: chat.jid });
    return row;
  }

  #seenAgain(chat: ChatRow, incoming: MessageRow, live: boolean): void {
    const existing = this.#rows.messages.find(chat.id, incoming.id);
    if (existing === undefined) return;
    const row = complete(existing, incoming);
    if (row === existing) return;
    this.#rows.messages.save(chat.id, row);
    const named = withPushName(chat, row, live);
    // A message that gets its time moves in the page, and may be the last one now.
    const isMoved = row.timestamp !== existing.timestamp;
    this.#chats.keep(isMoved ? withLast(named, this.#rows.messages.newest(chat.id)) : named);
    if (!live) return;
    if (existing.type === "undecryptable" && row.type !== "undecryptable") this.#stored.push({ chat: chat.jid, row });
    else if (row.status !== existing.status) this.#moves.push({ ...row, chat: chat.jid, errorCode: null });
  }

  #status(chat: Jid, { id, status, errorCode }: EarlyStatus): void {
    const chatId = this.#chats.find(chat)?.id;
    const row = chatId === undefined ? undefined : this.#rows.messages.find(chatId, id);
    if (chatId === undefined || row === undefined) {
      const early = this.#rows.earlyStatuses.find(chat, id);
      const kept = early === undefined ? status : advance(early.status, status);
      if (kept !== undefined) this.#rows.earlyStatuses.save(chat, { id, status: kept, errorCode });
      return;
    }
    const moved = advance(row.status, status);
    if (moved === undefined) return;
    this.#rows.messages.save(chatId, { ...row, status: moved });
    this.#moves.push({ chat, id, status: moved, errorCode });
  }

  #identity(pn: Jid, lid: Jid): void {
    const { identities } = this.#rows;
    const formerPn = identities.pnOf(lid);
    if (formerPn === pn) return;
    identities.link(pn, lid);
    const former = formerPn === undefined ? undefined : this.#chats.find(formerPn);
    if (former !== undefined) this.#chats.keep({ ...former, altJid: identities.lidOf(former.jid) ?? null });
    const [into, from] = [this.#chats.find(pn), this.#chats.find(lid)];
    if (into !== undefined) this.#chats.keep({ ...(from === undefined ? into : this.#merge(into, from)), altJid: lid });
    else if (from !== undefined) this.#chats.rename({ ...from, altJid: lid }, pn);
    this.#retryEarlyStatuses(lid, pn);
    this.#retryEarlyStatuses(pn, pn);
  }

  #merge(into: ChatRow, from: ChatRow): ChatRow {
    const doubled = this.#rows.messages.move(from.id, into.id);
    for (const row of doubled) {
      const existing = this.#rows.messages.find(into.id, row.id);
      if (existing !== undefined) this.#rows.messages.save(into.id, complete(existing, row));
    }
    this.#chats.remove(from);
    const merged = mergeChats(into, from, doubled.filter((row) => !row.fromMe).length);
    return withLast(merged, this.#rows.messages.newest(into.id));
  }

  /** A status may have waited under one JID for a message that stood under the other. */
  #retryEarlyStatuses(from: Jid, to: Jid): void {
    for (const early of this.#rows.earlyStatuses.list(from)) {
      this.#rows.earlyStatuses.remove(from, early.id);
      this.#status(to, early);
    }
  }
}
