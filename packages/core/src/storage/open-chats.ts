import { isLid, type Jid } from "../types/jid.ts";
import type { ChatRow, Rows } from "./rows.ts";

/** The chats that a batch has met: each is read and written once, however many messages it gets. */
export class OpenChats {
  readonly #rows: Rows;
  readonly #chats = new Map<Jid, ChatRow>();
  readonly #changed = new Set<Jid>();
  /** Chats that had more unread messages before. */
  readonly #read = new Set<Jid>();

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  /** The JID under which a contact's chat is kept: the phone number, once it is known. */
  canonical(jid: Jid): Jid {
    return isLid(jid) ? (this.#rows.identities.pnOf(jid) ?? jid) : jid;
  }

  /** The chat kept under exactly this JID. */
  find(jid: Jid): ChatRow | undefined {
    const known = this.#chats.get(jid) ?? this.#rows.chats.find(jid);
    if (known !== undefined) this.#chats.set(jid, known);
    return known;
  }

  /** The contact's or group's chat, made when it is new. */
  open(addressed: Jid): ChatRow {
    const jid = this.canonical(addressed);
    const known = this.find(jid);
    if (known !== undefined) return known;
    const chat = this.#rows.chats.add(jid, this.#rows.identities.lidOf(jid) ?? null);
    this.#chats.set(jid, chat);
    return chat;
  }

  /** Remembers a chat as it is now; `save` writes it. */
  keep(chat: ChatRow): void {
    const before = this.#chats.get(chat.jid);
    if (before === chat) return;
    if (before !== undefined && chat.unreadCount < before.unreadCount) this.#read.add(chat.jid);
    this.#chats.set(chat.jid, chat);
    this.#changed.add(chat.jid);
  }

  /** Moves a chat to another JID at once: a later record of the batch must not find it under the old one. */
  rename(chat: ChatRow, jid: Jid): void {
    this.#forget(chat.jid);
    this.#rows.chats.rename(chat.id, jid);
    this.keep({ ...chat, jid });
  }

  remove(chat: ChatRow): void {
    this.#forget(chat.jid);
    this.#rows.chats.remove(chat.id);
  }

  /** The chats, as they are called now, of which something was read. */
  read(): readonly ChatRow[] {
    const jids = new Set([...this.#read].map((jid) => this.canonical(jid)));
    return [...jids].flatMap((jid) => this.find(jid) ?? []);
  }

  /** Writes what has changed. */
  save(): void {
    for (const jid of this.#changed) {
      const chat = this.#chats.get(jid);
      if (chat !== undefined) this.#rows.chats.save(chat);
    }
  }

  #forget(jid: Jid): void {
    this.#chats.delete(jid);
    this.#changed.delete(jid);
  }
}
