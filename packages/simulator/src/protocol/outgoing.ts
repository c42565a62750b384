import type { BinaryNode } from "@whiskeysockets/baileys";
import type { FaultSettings } from "../faults.ts";
import type { Connection } from "../wire/connection.ts";

/** Stanzas that a network may bring twice. */
const REPEATABLE = new Set(["message", "receipt", "notification"]);
/** Between a farewell and the end of the connection, so that the client reads the farewell first. */
const FAREWELL_MS = 30;

/** The way to one client, with whatever goes wrong on it. Order is kept. */
export class Outgoing {
  readonly #waiting: { readonly at: number; readonly run: () => void }[] = [];
  #timer: NodeJS.Timeout | undefined;
  #sent = 0;
  #ending = false;

  constructor(
    private readonly connection: Connection,
    private readonly faults: () => Readonly<FaultSettings>,
  ) {}

  send(node: BinaryNode): void {
    if (this.#ending) return;
    const { latencyMs, duplicateStanzas, mute } = this.faults();
    if (mute) return;
    const times = duplicateStanzas && REPEATABLE.has(node.tag) ? 2 : 1;
    for (let time = 0; time < times; time++) {
      if (latencyMs === 0 && this.#waiting.length === 0) this.#write(node);
      else this.#later(latencyMs, () => this.#write(node));
    }
  }

  /** Says a last word if there is one, and closes. */
  end(farewell?: BinaryNode): void {
    if (this.#ending) return;
    if (farewell) this.send(farewell);
    this.#ending = true;
    this.#later(FAREWELL_MS, () => this.connection.close());
  }

  /** Forgets what waits. For a connection that is gone. */
  discard(): void {
    this.#ending = true;
    this.#waiting.length = 0;
    clearTimeout(this.#timer);
  }

  #write(node: BinaryNode): void {
    const { dropAfterStanzas, garble } = this.faults();
    this.connection.send(node, garble);
    if (dropAfterStanzas > 0 && ++this.#sent >= dropAfterStanzas) this.connection.terminate();
  }

  #later(delayMs: number, run: () => void): void {
    this.#waiting.push({ at: Date.now() + delayMs, run });
    if (this.#waiting.length === 1) this.#schedule();
  }

  #schedule(): void {
    const next = this.#waiting[0];
    if (!next) return;
    this.#timer = setTimeout(
      () => {
        this.#waiting.shift()?.run();
        this.#schedule();
      },
      Math.max(0, next.at - Date.now()),
    );
  }
}
