/** Counts what devices refused because they could not read it (error 500), so that its author has to send it again. */
export class Refusals {
  readonly #refused = new Set<string>();

  /** Takes a line of the simulator's log. */
  note(event: string, { id, error, phone }: Readonly<Record<string, unknown>>): void {
    if (event === "message refused" && error === UNREADABLE) this.#refused.add(`${phone} ${id}`);
  }

  /** How many there were, each device and message once. */
  get count(): number {
    return this.#refused.size;
  }
}

/** Baileys' answer to what it has asked its author to send again. Any other refusal means that it has the message. */
const UNREADABLE = "500";
