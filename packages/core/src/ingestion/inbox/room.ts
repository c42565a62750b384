/** Somebody who waits for room, and who came next. */
interface Waiting {
  readonly count: number;
  readonly admit: () => void;
  readonly refuse: (error: Error) => void;
  next: Waiting | undefined;
}

/** Room for so many at a time. Who finds none waits, in the order of coming. */
export class Room {
  readonly #capacity: number;
  /** A chain, because an array of thousands takes ever longer to lose its first. */
  #first: Waiting | undefined;
  #last: Waiting | undefined;
  #taken = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** How much is inside. */
  get taken(): number {
    return this.#taken;
  }

  /**
   * Enters, at once or as soon as there is room: then it returns what to wait for. A group that comes together enters
   * together, also when that is too many by itself.
   */
  enter(count: number): Promise<void> | undefined {
    if (this.#first === undefined && this.#taken < this.#capacity) {
      this.#taken += count;
      return undefined;
    }
    return new Promise<void>((admit, refuse) => {
      const waiting: Waiting = { count, admit, refuse, next: undefined };
      if (this.#last === undefined) this.#first = waiting;
      else this.#last.next = waiting;
      this.#last = waiting;
    });
  }

  /** Enters whether there is room or not. */
  force(count: number): void {
    this.#taken += count;
  }

  leave(count: number): void {
    this.#taken -= count;
    while (this.#taken < this.#capacity) {
      const first = this.#shift();
      if (first === undefined) return;
      this.#taken += first.count;
      first.admit();
    }
  }

  /** Sends away everybody who waits. */
  refuseWaiting(error: Error): void {
    for (let waiting = this.#shift(); waiting !== undefined; waiting = this.#shift()) waiting.refuse(error);
  }

  #shift(): Waiting | undefined {
    const first = this.#first;
    this.#first = first?.next;
    if (this.#first === undefined) this.#last = undefined;
    return first;
  }
}
