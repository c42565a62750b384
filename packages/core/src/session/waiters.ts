import type { ConnectResult } from "../types/connect-result.ts";

/** How long a caller is ready to wait. */
export interface WaitOptions {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

interface Waiter {
  resolve(result: ConnectResult): void;
  reject(error: Error): void;
}

/** The callers that wait for a session's next outcome: all get the same one. */
export class Waiters {
  readonly #waiting = new Set<Waiter>();

  /** Settles with the next outcome, with `onTimeout()` when it does not come in time, or with the signal's reason. */
  wait({ timeoutMs, signal }: WaitOptions, onTimeout: () => Error): Promise<ConnectResult> {
    return new Promise((resolve, reject) => {
      const done = () => {
        this.#waiting.delete(waiter);
        clearTimeout(timer);
        signal?.removeEventListener("abort", aborted);
      };
      const waiter: Waiter = {
        resolve: (result) => {
          done();
          resolve(result);
        },
        reject: (error) => {
          done();
          reject(error);
        },
      };
      const aborted = () => waiter.reject(signal?.reason instanceof Error ? signal.reason : new Error("Aborted"));
      const timer = setTimeout(() => waiter.reject(onTimeout()), timeoutMs);
      this.#waiting.add(waiter);
      signal?.addEventListener("abort", aborted);
      if (signal?.aborted === true) aborted();
    });
  }

  /** True when somebody waits. */
  get any(): boolean {
    return this.#waiting.size > 0;
  }

  resolve(result: ConnectResult): void {
    for (const waiter of this.#waiting) waiter.resolve(result);
  }

  reject(error: Error): void {
    for (const waiter of this.#waiting) waiter.reject(error);
  }
}
