/** Why a write came too late. */
class FenceError extends Error {
  constructor() {
    super("The connection has ended, so its keys are no longer written.");
  }
}

/**
 * Lets writes through until it is closed. A socket that is gone may still be deciphering: what it wrote then would take
 * back what its successor has written.
 */
export class WriteFence {
  readonly #running = new Set<Promise<unknown>>();
  #isClosed = false;

  async run<Result>(write: () => Promise<Result>): Promise<Result> {
    if (this.#isClosed) throw new FenceError();
    const running = write();
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  /** Resolves when no write is under way, and none will be. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled(this.#running);
  }
}
