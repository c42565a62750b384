import { ApiError } from "@polyphone/client";
import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import { client } from "../api/client.ts";
import type { Message } from "../chat/message.ts";
import { Action } from "../state/action.ts";
import { FreshLoad } from "../state/fresh-load.ts";
import type { Chat } from "./chat.ts";

/** What was found for some words. */
export interface Found {
  /** Conversations whose name or number has the words. */
  readonly chats: readonly Chat[];
  readonly messages: readonly Message[];
  /** False where the server keeps no index of messages. */
  readonly messagesAreSearched: boolean;
  /** Where the next page of messages begins; `null` when all are here. */
  readonly nextCursor: string | null;
}

const PAGE = 30;
/** The API takes no more. */
export const LONGEST_SEARCH = 256;

const NO_MESSAGES = { messages: [], nextCursor: null } as const;

/** Searches conversations and messages as somebody types. */
export class ChatSearch {
  /** What is typed. */
  readonly words = signal("");
  readonly #found = signal<Found>();
  readonly #asked = computed(() => this.words.value.trim());

  /** Searches for what is typed now; what was typed meanwhile comes next. */
  readonly fresh = new FreshLoad(async () => {
    const q = this.#asked.peek();
    if (q === "") {
      this.#found.value = undefined;
      return;
    }
    const [{ conversations }, messages] = await Promise.all([
      // Numbers are kept without the plus that people write before them.
      client.get("/message/conversations", { query: { q: q.replace(/^\+(?=\d)/, ""), limit: PAGE } }),
      messagesWith(q),
    ]);
    this.#found.value = { chats: conversations, ...messages };
  });

  /** Loads the next page of messages. */
  readonly more = new Action(async () => {
    const found = this.#found.value;
    if (found === undefined || found.nextCursor === null) return;
    const next = await messagesWith(this.#asked.value, found.nextCursor);
    if (this.#found.value === found)
      this.#found.value = { ...found, ...next, messages: [...found.messages, ...next.messages] };
  });

  constructor() {
    effect(() => {
      if (this.#asked.value !== "" || this.#found.peek() !== undefined) void this.fresh.run();
    });
  }

  /** `undefined` when nothing is searched for. */
  get found(): ReadonlySignal<Found | undefined> {
    return this.#found;
  }
}

async function messagesWith(q: string, cursor?: string): Promise<Omit<Found, "chats">> {
  try {
    const query = { q, limit: PAGE, ...(cursor !== undefined && { cursor }) };
    const { messages, nextCursor } = await client.get("/message/search", { query });
    return { messages, nextCursor, messagesAreSearched: true };
  } catch (error) {
    const code = error instanceof ApiError ? error.code : undefined;
    // A sign alone is no word of any message, but may be part of a name.
    if (code === "INVALID_SEARCH") return { ...NO_MESSAGES, messagesAreSearched: true };
    if (code === "SEARCH_UNAVAILABLE") return { ...NO_MESSAGES, messagesAreSearched: false };
    throw error;
  }
}
