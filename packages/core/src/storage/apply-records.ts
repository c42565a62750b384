import type { Applied } from "../types/applied.ts";
import type { IngestRecord } from "../types/ingest-record.ts";
import type { Jid } from "../types/jid.ts";
import type { Message } from "../types/message.ts";
import { type AppliedEvent, appliedEvents } from "./applied-events.ts";
import { afterChange, isNews, sourceOf } from "./change-message.ts";
import { checkRecords } from "./check-records.ts";
import {
  complete,
  isSilent,
  isUnread,
  mergeChats,
  toMessage,
  toRow,
  withChanged,
  withLast,
  withNewMessage,
  withPushName,
} from "./merge.ts";
import { OpenChats } from "./open-chats.ts";
import type { ChangeRecord, ChatRow, MessageRow, Rows } from "./rows.ts";

/**
 * Applies a batch to one tenant's rows. What records mean is decided here and in `merge.ts`, the same for every storage.
 * @param position - How far the batch reaches in the log that it came out of.
 * @throws TypeError before anything is written when a record is malformed.
 */
export function applyRecords(rows: Rows, records: readonly IngestRecord[], position?: number): Applied {
  checkRecords(records);
  const batch = new Batch(rows);
  for (const record of records) batch.apply(record);
  return batch.finish(position);
}

/** A message as it is at some moment, in a chat that may be renamed before the batch ends. */
interface Told {
  readonly chat: Jid;
  readonly row: MessageRow;
  /** Set when the row is just what this message says. */
  readonly asItCame?: Message;
}

class Batch {
  readonly #rows: Rows;
  readonly #chats: OpenChats;
  readonly #stored: Told[] = [];
  readonly #edited: Told[] = [];
  readonly #revoked: Told[] = [];
  readonly #moved: (Told & { readonly errorCode: number | null })[] = [];

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
      case "edit":
      case "revoke":
        this.#change(this.#chats.canonical(record.key.chat), record);
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
  finish(position: number | undefined): Applied {
    this.#chats.save();
    const now = ({ chat, row, asItCame }: Told) => {
      const jid = this.#chats.canonical(chat);
      const isTheSame = asItCame?.chat === jid && asItCame.sender === (row.sender ?? jid);
      return isTheSame ? asItCame : toMessage(row, jid);
    };
    const applied = {
      stored: this.#stored.map(now),
      edited: this.#edited.map(now),
      revoked: this.#revoked.map(now),
      statuses: this.#moved.map(({ chat, row: { id, status }, errorCode }) => ({
        key: { chat: this.#chats.canonical(chat), id },
        status,
        errorCode,
      })),
      read: this.#chats.read().map(({ jid, unreadCount }) => ({ chat: jid, unreadCount })),
    };
    for (const event of appliedEvents(applied)) this.#append(event);
    this.#rows.tenant.save(position);
    return applied;
  }

  /** The feed names a message, and tells anything else. */
  #append(event: AppliedEvent): void {
    const { tenant, events } = this.#rows;
    if (!("message" in event)) {
      events.add({ type: event.type, message: null, data: { ...event.data } }, tenant);
      return;
    }
    const { chat: jid, id } = event.message;
    const chat = this.#chats.find(jid);
    if (chat !== undefined) events.add({ type: event.type, message: { chatId: chat.id, id }, data: null }, tenant);
  }

  #message(message: Message, live: boolean): void {
    const chat = this.#chats.open(message.chat);
    const incoming = toRow(message, chat);
    const key = this.#rows.messages.add(chat.id, incoming, this.#rows.tenant);
    if (key === undefined) this.#seenAgain(chat, incoming, live);
    else this.#firstSeen(chat, message, incoming, key, live);
  }

  #firstSeen(chat: ChatRow, message: Message, incoming: MessageRow, key: number, live: boolean): void {
    const row = this.#settle(chat, incoming, live);
    this.#chats.keep(withNewMessage(chat, row, key, live));
    if (live) this.#stored.push({ chat: chat.jid, row, ...(row === incoming && { asItCame: message }) });
  }

  #seenAgain(chat: ChatRow, incoming: MessageRow, live: boolean): void {
    const existing = this.#rows.messages.find(chat.id, incoming.id);
    if (existing === undefined) return;
    const row = complete(existing, incoming);
    if (row === existing) return;
    this.#rows.messages.save(chat.id, row);
    const isReadableNow = existing.type === "undecryptable" && row.type !== "undecryptable";
    this.#chats.keep(this.#afterCompletion(withPushName(chat, row, live), existing, row));
    if (!live) return;
    if (isReadableNow) this.#stored.push({ chat: chat.jid, row });
    else if (row.status !== existing.status) this.#moved.push({ chat: chat.jid, row, errorCode: null });
  }

  /** A message that gets its time moves in the page, and may be the last one now; what turns out silent was not unread. */
  #afterCompletion(chat: ChatRow, before: MessageRow, after: MessageRow): ChatRow {
    const counted = withChanged(chat, before, after);
    const isSilentNow = isSilent(after) && !isSilent(before);
    if (!isSilentNow && before.timestamp === after.timestamp) return counted;
    return withLast(counted, this.#rows.messages.newest(chat.id));
  }

  /** Makes the changes that came before their message. */
  #settle(chat: ChatRow, message: MessageRow, live: boolean): MessageRow {
    const early = this.#rows.earlyChanges.find(chat.jid, message.id);
    if (early.length === 0) return message;
    this.#rows.earlyChanges.remove(chat.jid, message.id);
    let row = message;
    for (const change of early) {
      const changed = afterChange(chat, row, change, this.#canonical);
      if (live && changed !== row && change.kind === "status") this.#tell(chat.jid, changed, change);
      row = changed;
    }
    if (row !== message) this.#rows.messages.save(chat.id, row);
    return row;
  }

  #change(jid: Jid, change: ChangeRecord): void {
    const chat = this.#chats.find(jid);
    const row = chat === undefined ? undefined : this.#rows.messages.find(chat.id, change.key.id);
    if (chat === undefined || row === undefined) {
      const early = this.#rows.earlyChanges.find(jid, change.key.id);
      const waiting = early.find((other) => sourceOf(other) === sourceOf(change));
      if (isNews(waiting, change)) this.#rows.earlyChanges.save(jid, change);
      return;
    }
    const changed = afterChange(chat, row, change, this.#canonical);
    if (changed === row) return;
    this.#rows.messages.save(chat.id, changed);
    this.#chats.keep(withChanged(chat, row, changed));
    // An edit carries all of the message, so it can be read now although the message itself never could.
    if (row.type === "undecryptable" && change.kind === "edit") this.#stored.push({ chat: chat.jid, row: changed });
    else this.#tell(chat.jid, changed, change);
  }

  #tell(chat: Jid, row: MessageRow, change: ChangeRecord): void {
    switch (change.kind) {
      case "status":
        this.#moved.push({ chat, row, errorCode: change.errorCode });
        break;
      case "edit":
        this.#edited.push({ chat, row });
        break;
      case "revoke":
        this.#revoked.push({ chat, row });
        break;
      default: {
        const never: never = change;
        throw new TypeError(`Unknown change ${String(never)}`);
      }
    }
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
    this.#retryEarlyChanges(lid, pn);
    this.#retryEarlyChanges(pn, pn);
  }

  #merge(into: ChatRow, from: ChatRow): ChatRow {
    const doubled = this.#rows.messages.move(from.id, into.id);
    let chat = into;
    for (const row of doubled) {
      const existing = this.#rows.messages.find(into.id, row.id);
      if (existing === undefined) continue;
      const completed = complete(existing, row);
      this.#rows.messages.save(into.id, completed);
      chat = withChanged(chat, existing, completed);
    }
    this.#chats.remove(from);
    return withLast(mergeChats(chat, from, doubled.filter(isUnread).length), this.#rows.messages.newest(into.id));
  }

  /** A change may have waited under one JID for a message that stood under the other. */
  #retryEarlyChanges(from: Jid, to: Jid): void {
    const early = this.#rows.earlyChanges.list(from);
    for (const { key } of early) this.#rows.earlyChanges.remove(from, key.id);
    for (const change of early) this.#change(to, change);
  }

  readonly #canonical = (jid: Jid): Jid => this.#chats.canonical(jid);
}
