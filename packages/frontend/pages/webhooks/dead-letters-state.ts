import type { components } from "@polyphone/client";
import { signal } from "@preact/signals";
import { client } from "../api/client.ts";
import { Action } from "../state/action.ts";
import { Replay } from "./replay.ts";

/** An event that a webhook did not take, and how to deliver it again. */
export interface ListedDeadLetter {
  readonly letter: components["schemas"]["WebhookDeadLetter"];
  readonly replay: Replay;
}

/** The events that webhooks did not take in all their tries, page by page. */
export class DeadLettersState {
  readonly letters = signal<readonly ListedDeadLetter[]>();
  readonly nextCursor = signal<string | null>(null);

  /** From the beginning. */
  readonly load = new Action(async () => {
    this.letters.value = await this.#page({});
  });

  readonly loadMore = new Action(async () => {
    const { value: cursor } = this.nextCursor;
    if (cursor === null) return;
    const next = await this.#page({ cursor });
    this.letters.value = [...(this.letters.value ?? []), ...next];
  });

  async #page(query: { readonly cursor?: string }): Promise<readonly ListedDeadLetter[]> {
    const { deadLetters, nextCursor } = await client.get("/webhooks/dead-letters", { query: { limit: 20, ...query } });
    this.nextCursor.value = nextCursor;
    return deadLetters.map((letter) => ({ letter, replay: new Replay(letter.webhookId, letter.eventId) }));
  }
}
