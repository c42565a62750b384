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

  /** Runs a delivery when its turn has come. Whoever comes again waits behind those who were there before. */
  async run<Result>(isFailing: boolean, work: () => Promise<Result>): Promise<Result> {
    let mine = isFailing ? this.#failing : this.#healthy;
    await mine.take();
    const timer = setTimeout(() => {
      if (mine === this.#failing || !this.#failing.tryTake()) return;
      mine.release();
      mine = this.#failing;
    }, this.slowAfterMs);
    try {
      return await work();
    } finally {
      clearTimeout(timer);
      mine.release();
    }
  }
}
