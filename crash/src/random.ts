import { createHash } from "node:crypto";

/** Choices that follow from a seed alone, so that a run can be repeated. */
export class Random {
  #drawn = 0;

  constructor(private readonly seed: string) {}

  /** At least 0 and less than 1. */
  next(): number {
    this.#drawn += 1;
    return createHash("sha256").update(`${this.seed}/${this.#drawn}`).digest().readUInt32BE() / 2 ** 32;
  }

  /** A whole number, both ends included. */
  between(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  /** True so often. */
  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** @throws RangeError when there is nothing to choose from */
  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.between(0, items.length - 1)];
    if (item === undefined) throw new RangeError("nothing to choose from");
    return item;
  }
}
