import type { SimulatorControls } from "../controls.ts";
import { overviewOf } from "./overview-of.ts";

/** What one visitor has been shown, so that only what is different is sent. */
export class Sight {
  #overview = "";
  readonly #messages = new Map<string, string>();
  #isFirst = true;

  constructor(
    private readonly simulator: SimulatorControls,
    /** Whose messages the visitor looks at; absent: nobody's. */
    private readonly number: string | undefined,
  ) {}

  /** Events to send: `overview` whole, `messages` only those that are new or have changed. */
  *news(): Iterable<readonly [event: string, data: string]> {
    const overview = JSON.stringify(overviewOf(this.simulator));
    if (overview !== this.#overview) yield ["overview", overview];
    this.#overview = overview;
    const messages = this.#changedMessages();
    // Even when there are none, the first time: the page then knows that it has seen everything.
    if (messages.length > 0 || this.#isFirst) yield ["messages", `[${messages.join(",")}]`];
    this.#isFirst = false;
  }

  #changedMessages(): string[] {
    const phone = this.simulator.phones().find(({ number }) => number === this.number);
    const changed: string[] = [];
    for (const message of phone?.messages() ?? []) {
      const shown = JSON.stringify(message);
      if (this.#messages.get(message.id) === shown) continue;
      this.#messages.set(message.id, shown);
      changed.push(shown);
    }
    return changed;
  }
}
