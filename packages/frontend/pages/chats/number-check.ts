import type { Answer } from "@polyphone/client";
import { type ReadonlySignal, signal } from "@preact/signals";
import { client } from "../api/client.ts";
import { Action } from "../state/action.ts";

/** Asks whether a number has WhatsApp. */
export class NumberCheck {
  readonly number = signal("");
  readonly #found = signal<Answer<"post", "/message/check-number">>();

  readonly ask = new Action(async () => {
    this.#found.value = undefined;
    this.#found.value = await client.post("/message/check-number", { body: { to: this.number.value } });
  });

  /** What WhatsApp says of the number that was asked for last. */
  get found(): ReadonlySignal<Answer<"post", "/message/check-number"> | undefined> {
    return this.#found;
  }

  /** For the next number. */
  forget(): void {
    this.number.value = "";
    this.#found.value = undefined;
    this.ask.forgetFailure();
  }
}
