/** Counts changes, and lets anybody wait for the next one without missing one. */
export class Changes {
  #count = 0;
  readonly #waiting = new Set<() => void>();

  get count(): number {
    return this.#count;
  }

  tell(): void {
    this.#count += 1;
    for (const wakeUp of this.#waiting) wakeUp();
  }

  /** Resolves once there were more than `count` changes. Rejects with the signal's reason. */
  past(count: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = () => {
        this.#waiting.delete(wakeUp);
        signal?.removeEventListener("abort", aborted);
      };
      const wakeUp = () => {
        done();
        resolve();
      };
      const aborted = () => {
        done();
        reject(signal?.reason);
      };
      this.#waiting.add(wakeUp);
      signal?.addEventListener("abort", aborted);
      if (signal?.aborted === true) aborted();
      else if (this.#count > count) wakeUp();
    });
  }
}
