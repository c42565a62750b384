import type { Applied } from "../types/applied.ts";
import type { IngestRecord } from "../types/ingest-record.ts";
import { isLid, type Jid } from "../types/jid.ts";
import type { Message } from "../types/message.ts";
import { checkRecords } from "./check-records.ts";
import { advance, complete, mergeChats, toMessage, toRow, withMessage, withNewMessage } from "./merge.ts";
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
  /** Chats this batch has met, so that each is read and written once however many messages it gets. */
  readonly #chats = new Map<Jid, ChatRow>();
  readonly #changed = new Set<Jid>();
  readonly #stored: { readonly chat: Jid; readonly row: MessageRow }[] = [];
  readonly #moves: (EarlyStatus & { readonly chat: Jid })[] = [];

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  apply(record: IngestRecord): void {
    switch (record.kind) {
      case "message":
        this.#message(record.message, record.live);
        break;
      case "status":
        this.#status(this.#canonical(record.key.chat), { ...record, id: record.key.id });
        break;
      case "chat":
        this.#chat(record);
        break;
      case "identity":
        this.#identity(record.pn, record.lid);
        break;
      default: {
        const never: never = record;
        throw new TypeError(`Unknown record ${String(never)}`);
      }
    }
  }

  finish(): Applied {
    for (const jid of this.#changed) {
      const chat = this.#chats.get(jid);
      if (chat !== undefined) this.#rows.chats.save(chat);
    }
    return {
      stored: this.#stored.map(({ chat, row }) => toMessage(row, this.#canonical(chat))),
      statuses: this.#moves.map(({ chat, id, status, errorCode }) => ({
        key: { chat: this.#canonical(chat), id },
        status,
        errorCode,
      })),
    };
  }

  #message(message: Message, live: boolean): void {
    const chat = this.#openChat(message.chat);
    const incoming = toRow(message, chat);
    if (this.#rows.messages.add(chat.id, incoming)) this.#firstSeen(chat, incoming, live);
    else this.#seenAgain(chat, incoming, live);
  }

  #firstSeen(chat: ChatRow, incoming: MessageRow, live: boolean): void {
    const early = this.#rows.earlyStatuses.find(chat.jid, incoming.id);
    const row = early === undefined ? incoming : this.#settle(chat, incoming, early, live);
    this.#keep(withNewMessage(chat, row, live));
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
    this.#keep(withMessage(chat, row, live));
    if (!live) return;
    if (existing.type === "undecryptable" && row.type !== "undecryptable") this.#stored.push({ chat: chat.jid, row });
    else if (row.status !== existing.status) this.#moves.push({ ...row, chat: chat.jid, errorCode: null });
  }

  #status(chat: Jid, { id, status, errorCode }: EarlyStatus): void {
    const chatId = this.#findChat(chat)?.id;
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

  #chat({ jid, name, unreadCount }: IngestRecord & { readonly kind: "chat" }): void {
    const chat = this.#openChat(jid);
    this.#keep({ ...chat, name: name ?? chat.name, unreadCount: unreadCount ?? chat.unreadCount });
  }

  #identity(pn: Jid, lid: Jid): void {
    const { identities } = this.#rows;
    const formerPn = identities.pnOf(lid);
    if (formerPn === pn) return;
    identities.link(pn, lid);
    const former = formerPn === undefined ? undefined : this.#findChat(formerPn);
    if (former !== undefined) this.#keep({ ...former, altJid: identities.lidOf(former.jid) ?? null });
    const [into, from] = [this.#findChat(pn), this.#findChat(lid)];
    if (from !== undefined) this.#forget(lid);
    if (into !== undefined) this.#keep({ ...(from === undefined ? into : this.#merge(into, from)), altJid: lid });
    else if (from !== undefined) this.#rename({ ...from, jid: pn, altJid: lid });
    this.#retryEarlyStatuses(lid, pn);
    this.#retryEarlyStatuses(pn, pn);
  }

  #merge(into: ChatRow, from: ChatRow): ChatRow {
    const doubled = this.#rows.messages.move(from.id, into.id);
    for (const row of doubled) {
      const existing = this.#rows.messages.find(into.id, row.id);
      if (existing !== undefined) this.#rows.messages.save(into.id, complete(existing, row));
    }
    this.#rows.chats.remove(from.id);
    return mergeChats(into, from, doubled.filter((row) => !row.fromMe).length);
  }

  /** Saved at once: a later record of the batch must not find the chat under its old JID. */
  #rename(chat: ChatRow): void {
    this.#rows.chats.save(chat);
    this.#chats.set(chat.jid, chat);
  }

  /** A status may have waited under one JID for a message that stood under the other. */
  #retryEarlyStatuses(from: Jid, to: Jid): void {
    for (const early of this.#rows.earlyStatuses.list(from)) {
      this.#rows.earlyStatuses.remove(from, early.id);
      this.#status(to, early);
    }
  }

  #canonical(jid: Jid): Jid {
    return isLid(jid) ? (this.#rows.identities.pnOf(jid) ?? jid) : jid;
  }

  #findChat(jid: Jid): ChatRow | undefined {
    const known = this.#chats.get(jid) ?? this.#rows.chats.find(jid);
    if (known !== undefined) this.#chats.set(jid, known);
    return known;
  }

  #openChat(addressed: Jid): ChatRow {
    const jid = this.#canonical(addressed);
    const known = this.#findChat(jid);
    if (known !== undefined) return known;
    const chat = this.#rows.chats.add(jid, this.#rows.identities.lidOf(jid) ?? null);
    this.#chats.set(jid, chat);
    return chat;
  }

  #keep(chat: ChatRow): void {
    if (this.#chats.get(chat.jid) === chat) return;
    this.#chats.set(chat.jid, chat);
    this.#changed.add(chat.jid);
  }

  #forget(jid: Jid): void {
    this.#chats.delete(jid);
    this.#changed.delete(jid);
  }
}
