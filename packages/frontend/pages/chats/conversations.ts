import { type ReadonlySignal, signal } from "@preact/signals";
import { client } from "../api/client.ts";
import { Action } from "../state/action.ts";
import { FreshLoad } from "../state/fresh-load.ts";
import type { Chat } from "./chat.ts";
import { mergeChats } from "./merge-chats.ts";

/** More than a screen of them, and few enough to be there at once. */
const PAGE = 30;
const LARGEST_PAGE = 500;

/** The tenant's conversations, as far as they were asked for, the latest first. */
export class Conversations {
  readonly #chats = signal<readonly Chat[]>();
  readonly #nextCursor = signal<string | null>(null);
  /** True when what is shown may be wrong as a whole, and not only behind. */
  #isStale = true;

  /** Loads what has changed. */
  readonly fresh = new FreshLoad(async () => {
    if (this.#isStale) await this.#loadAnew();
    else await this.#loadNews();
  });

  /** Loads the next page. */
  readonly more = new Action(async () => {
    const cursor = this.#nextCursor.value;
    if (cursor === null) return;
    const { conversations, nextCursor } = await client.get("/message/conversations", {
      query: { limit: PAGE, cursor },
    });
    this.#chats.value = mergeChats(conversations, this.#chats.value ?? []);
    this.#nextCursor.value = nextCursor;
  });

  /** `undefined` until they are known. */
  get chats(): ReadonlySignal<readonly Chat[] | undefined> {
    return this.#chats;
  }

  /** Where the next page begins; `null` when all are here. */
  get nextCursor(): ReadonlySignal<string | null> {
    return this.#nextCursor;
  }

  /** The one with this address, when it is here. */
  find(address: string): Chat | undefined {
    return this.#chats.value?.find(({ jid, altJid }) => jid === address || altJid === address);
  }

  /** So much of a conversation is still unread. */
  setUnread(address: string, unreadCount: number): void {
    // What is on its way may be older than this.
    if (this.fresh.isRunning) void this.fresh.run();
    const chat = this.find(address);
    if (chat !== undefined) this.#chats.value = mergeChats(this.#chats.value ?? [], [{ ...chat, unreadCount }]);
  }

  /** Loads everything that is shown anew. */
  reload(): Promise<void> {
    this.#isStale = true;
    return this.fresh.run();
  }

  async #loadAnew(): Promise<void> {
    const limit = Math.min(LARGEST_PAGE, Math.max(PAGE, this.#chats.value?.length ?? 0));
    this.#isStale = false;
    try {
      const { conversations, nextCursor } = await client.get("/message/conversations", { query: { limit } });
      this.#chats.value = conversations;
      this.#nextCursor.value = nextCursor;
    } catch (error) {
      this.#isStale = true;
      throw error;
    }
  }

  /** Page by page, until one reaches what was known before: however many have written meanwhile, none is missing. */
  async #loadNews(): Promise<void> {
    const latestKnown = this.#chats.value?.[0]?.lastMessageAt ?? 0;
    let cursor: string | null | undefined;
    do {
      const query = { limit: PAGE, ...(cursor != null && { cursor }) };
      const { conversations, nextCursor } = await client.get("/message/conversations", { query });
      this.#chats.value = mergeChats(this.#chats.value ?? [], conversations);
      const reached = conversations.at(-1)?.lastMessageAt ?? 0;
      cursor = reached > latestKnown ? nextCursor : null;
    } while (cursor !== null);
  }
}
