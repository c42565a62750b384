/** What devices refused because they could not read it (error 500): WhatsApp does not count that as delivered. */
export class Refusals {
  readonly #byPhone = new Map<string, Set<string>>();

  /** Takes a line of the simulator's log. */
  note(event: string, { id, error, phone }: Readonly<Record<string, unknown>>): void {
    if (event !== "message refused" || error !== UNREADABLE) return;
    if (typeof id !== "string" || typeof phone !== "string") return;
    this.#byPhone.set(phone, (this.#byPhone.get(phone) ?? new Set()).add(id));
  }

  /** The ids of what this phone's device could not read at least once. */
  of(phone: string): ReadonlySet<string> {
    return this.#byPhone.get(phone) ?? new Set();
  }

  /** How many there were. */
  get count(): number {
    return [...this.#byPhone.values()].reduce((sum, { size }) => sum + size, 0);
  }
}

/** Baileys' answer to what it has asked its author to send again. Any other refusal means that it has the message. */
const UNREADABLE = "500";
