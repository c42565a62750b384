/** Room for so many at a time. Who finds none waits, in the order of coming. */
export class Room {
  readonly #capacity: number;
  #waiting: { readonly count: number; readonly admit: () => void; readonly refuse: (error: Error) => void }[] = [];
  #taken = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /**
   * Enters, at once or as soon as there is room: then it returns what to wait for. A group that comes together enters
   * together, also when that is too many by itself.
   */
  enter(count: number): Promise<void> | undefined {
    if (this.#waiting.length === 0 && this.#taken < this.#capacity) {
      this.#taken += count;
      return undefined;
    }
    return new Promise<void>((admit, refuse) => {
      this.#waiting.push({ count, admit, refuse });
    });
  }

  /** Enters whether there is room or not. */
  force(count: number): void {
    this.#taken += count;
  }

  leave(count: number): void {
    this.#taken -= count;
    while (this.#taken < this.#capacity) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      this.#taken += next.count;
      next.admit();
    }
  }

  /** Sends away everybody who waits. */
  refuseWaiting(error: Error): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { refuse } of waiting) refuse(error);
  }
}
