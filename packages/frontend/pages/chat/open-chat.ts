import type { EventBody } from "@polyphone/client";
import { type ReadonlySignal, signal } from "@preact/signals";
import { client } from "../api/client.ts";
import { Action } from "../state/action.ts";
import { FreshLoad } from "../state/fresh-load.ts";
import { withMessage, withNewest, withOlder } from "./merge-messages.ts";
import type { Message } from "./message.ts";

const PAGE = 50;
/** For going far back at once. */
const LARGEST_PAGE = 500;
/** Whoever looks for an older one has to scroll. */
const FURTHEST = 5_000;

/** The messages of one chat, as far back as they were asked for, the oldest first. */
export class OpenChat {
  readonly #messages = signal<readonly Message[]>();
  readonly #olderCursor = signal<string | null>(null);

  /** Loads the newest messages. */
  readonly fresh = new FreshLoad(async () => {
    const { messages, nextCursor } = await this.#page(PAGE);
    const known = this.#messages.value;
    const merged = withNewest(known ?? [], messages.toReversed());
    this.#messages.value = merged.messages;
    if (merged.isGap) this.#olderCursor.value = nextCursor;
  });

  /** Loads the page before. */
  readonly older = new Action(() => this.#loadOlder(PAGE));
  readonly #further = new Action(() => this.#loadOlder(LARGEST_PAGE));

  /**
   * Marks everything in it as read, here and for its authors. Nobody asked for it, so that nobody hears of a failure: the next
   * message tries again.
   */
  readonly read = new FreshLoad(async () => {
    await client.post("/message/mark-read", { body: { jid: this.jid } });
  });

  constructor(readonly jid: string) {}

  /** `undefined` until they are known. */
  get messages(): ReadonlySignal<readonly Message[] | undefined> {
    return this.#messages;
  }

  /** Where the page before begins; `null` when the first message is here. */
  get olderCursor(): ReadonlySignal<string | null> {
    return this.#olderCursor;
  }

  /** Takes in what happened in this chat. Returns the message when it is one that was not here before. */
  apply(event: EventBody): Message | undefined {
    // What is on its way may be older than this.
    if (this.fresh.isRunning || this.#messages.value === undefined) void this.fresh.run();
    const known = this.#messages.value ?? [];
    if (event.event === "message.status") {
      const { key, status } = event.data;
      const message = known.find(({ id }) => id === key.id);
      if (message !== undefined) this.#messages.value = withMessage(known, { ...message, status });
    }
    if (!("message" in event.data)) return undefined;
    const { message } = event.data;
    const isNew = !known.some(({ id }) => id === message.id);
    // One that changed and is further back than what is here comes with its page.
    const isChange = event.event === "message.edited" || event.event === "message.revoked";
    if (isNew && isChange) return undefined;
    if (this.#messages.value !== undefined) this.#messages.value = withMessage(known, message);
    return isNew ? message : undefined;
  }

  /** Loads as far back as this message. Resolves true when it is here. */
  async reach(id: string): Promise<boolean> {
    await this.fresh.run();
    const isHere = () => this.#messages.value?.some((message) => message.id === id) === true;
    while (!isHere() && this.#olderCursor.value !== null && (this.#messages.value?.length ?? 0) < FURTHEST) {
      if (!(await this.#further.run())) break;
    }
    return isHere();
  }

  async #loadOlder(limit: number): Promise<void> {
    const cursor = this.#olderCursor.value;
    if (cursor === null) return;
    const { messages, nextCursor } = await this.#page(limit, cursor);
    // Somebody else was faster.
    if (this.#olderCursor.value !== cursor) return;
    this.#messages.value = withOlder(this.#messages.value ?? [], messages.toReversed());
    this.#olderCursor.value = nextCursor;
  }

  #page(limit: number, cursor?: string) {
    const query = { jid: this.jid, limit, ...(cursor !== undefined && { cursor }) };
    return client.get("/message/messages", { query });
  }
}
