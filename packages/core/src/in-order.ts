/** Runs the work of one key strictly in call order, that of different keys side by side. Holds nothing when idle. */
export class InOrder<Key> {
  readonly #last = new Map<Key, Promise<unknown>>();

  run<Result>(key: Key, work: () => Promise<Result>): Promise<Result> {
    const result = (this.#last.get(key) ?? Promise.resolve()).then(work);
    const settled: Promise<unknown> = result
      .catch(() => undefined)
      .then(() => {
        if (this.#last.get(key) === settled) this.#last.delete(key);
      });
    this.#last.set(key, settled);
    return result;
  }

  /** Resolves when everything that was begun so far has ended, well or not. */
  async idle(): Promise<void> {
    await Promise.all(this.#last.values());
  }
}
