/** So many may pass at once; who comes later waits in line. */
export class Slots {
  #free: number;
  readonly #line: (() => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  /** Waits in line. Resolves with a place, which is the caller's until `release`. */
  wait(): Promise<void> {
    return new Promise((resolve) => this.#line.push(resolve));
  }

  /** Takes a place if one is free now; else `wait` for one. */
  tryTake(): boolean {
    if (this.#free === 0) return false;
    this.#free -= 1;
    return true;
  }

  release(): void {
    const next = this.#line.shift();
    if (next === undefined) this.#free += 1;
    else next();
  }
}
