import { ApiError } from "@polyphone/client";
import { type ReadonlySignal, signal } from "@preact/signals";
import { client } from "../api/client.ts";
import { sayError } from "../api/say-error.ts";
import { hasLeft } from "../api/signed-in-page.ts";

/** A text on its way to the server. */
export interface Outgoing {
  /** Stands for it however often it is sent, so that it arrives once. */
  readonly key: string;
  readonly chat: string;
  readonly text: string;
  /** `waiting` when the server could not be reached: nobody knows whether it has it. */
  readonly state: "sending" | "waiting" | "refused";
  /** True when its message is in the chat already, although the server has not confirmed it. */
  readonly isHere: boolean;
  /** Why it was refused, in a sentence. */
  readonly why?: string;
}

/** Texts that the server has not confirmed yet. */
export class Outbox {
  readonly #outgoing = signal<readonly Outgoing[]>([]);

  /** @param onSent - called before a text leaves the outbox because the server has it, with its chat. */
  constructor(private readonly onSent: (chat: string) => Promise<void>) {}

  get outgoing(): ReadonlySignal<readonly Outgoing[]> {
    return this.#outgoing;
  }

  async send(chat: string, text: string): Promise<void> {
    const outgoing: Outgoing = { key: newKey(), chat, text, state: "sending", isHere: false };
    this.#outgoing.value = [...this.#outgoing.value, outgoing];
    await this.#try(outgoing);
  }

  /** Sends one again under its key. */
  async again({ key }: Outgoing): Promise<void> {
    const outgoing = this.#outgoing.value.find((one) => one.key === key);
    if (outgoing === undefined || outgoing.state === "sending") return;
    this.#change(key, { state: "sending" });
    await this.#try(outgoing);
  }

  /** The server is there again: sends what waits for it, in the order in which it was written. */
  async sendWaiting(): Promise<void> {
    for (const outgoing of this.#outgoing.value.filter(({ state }) => state === "waiting")) await this.again(outgoing);
  }

  /** A message of this account has come into one of these chats: the oldest text that it can be is not shown twice. */
  arrived(isThisChat: (address: string) => boolean, text: string | null): void {
    const one = this.#outgoing.value.find(
      (o) => !o.isHere && o.state !== "refused" && o.text === text && isThisChat(o.chat),
    );
    if (one !== undefined) this.#change(one.key, { isHere: true });
  }

  discard({ key }: Pick<Outgoing, "key">): void {
    this.#outgoing.value = this.#outgoing.value.filter((one) => one.key !== key);
  }

  async #try({ key, chat: to, text: message }: Outgoing): Promise<void> {
    try {
      await client.post("/message/send-text", { header: { "Idempotency-Key": key }, body: { to, message } });
    } catch (error) {
      if (hasLeft(error)) return;
      if (isAway(error)) this.#change(key, { state: "waiting" });
      else this.#change(key, { state: "refused", isHere: false, why: whyOf(error) });
      return;
    }
    if (this.#outgoing.value.some((one) => one.key === key && !one.isHere)) await this.onSent(to);
    this.discard({ key });
  }

  #change(key: string, change: Partial<Outgoing>): void {
    this.#outgoing.value = this.#outgoing.value.map((one) => (one.key === key ? { ...one, ...change } : one));
  }
}

function whyOf(error: unknown): string {
  const { sentence, byField } = sayError(error);
  return Object.values(byField)[0] ?? sentence;
}

/** True when nobody answered, or something that stands in front of the server. */
const isAway = (error: unknown): boolean =>
  error instanceof ApiError ? error.code === "NOT_THE_API" && error.status >= 500 : error instanceof TypeError;

/** Not `randomUUID`, which pages that did not come over https do not have. */
const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
