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
  /** Told of each write that fails, before whoever asked for it. */
  onFailure: (error: unknown) => void = () => undefined;
  readonly #running = new Set<Promise<unknown>>();
  #isClosed = false;

  async run<Result>(write: () => Promise<Result>): Promise<Result> {
    if (this.#isClosed) throw new FenceError();
    const running = write();
    this.#running.add(running);
    try {
      return await running;
    } catch (error) {
      this.onFailure(error);
      throw error;
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
