import { Slots } from "./slots.ts";

/** Room for deliveries: some for receivers that answer, as much for those that fail or are slow, so that these delay nobody else. */
export class Places {
  readonly #healthy: Slots;
  readonly #failing: Slots;

  constructor(
    count: number,
    private readonly slowAfterMs: number,
  ) {
    this.#healthy = new Slots(count);
    this.#failing = new Slots(count);
  }

  /** Resolves with a place when one is free. Whoever comes again waits behind those who were there before. */
  async take(isFailing: boolean): Promise<Place> {
    const slots = isFailing ? this.#failing : this.#healthy;
    if (!slots.tryTake()) await slots.wait();
    return new Place(slots, this.#failing, this.slowAfterMs);
  }
}

/** The place of one delivery, until `leave`. It is given to others when the delivery is slow. */
export class Place {
  readonly #timer: NodeJS.Timeout;
  #mine: Slots;

  constructor(
    mine: Slots,
    private readonly failing: Slots,
    slowAfterMs: number,
  ) {
    this.#mine = mine;
    this.#timer = setTimeout(() => this.#stepAside(), slowAfterMs);
  }

  leave(): void {
    clearTimeout(this.#timer);
    this.#mine.release();
  }

  #stepAside(): void {
    if (this.#mine === this.failing || !this.failing.tryTake()) return;
    this.#mine.release();
    this.#mine = this.failing;
  }
}
