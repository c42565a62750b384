import { type ReadonlySignal, signal } from "@preact/signals";
import { type SaidError, sayError } from "../api/say-error.ts";
import { hasLeft } from "../api/signed-in-page.ts";

/** Does something that has to be up to date, such as loading: never twice at once, and once more when it was asked for meanwhile. */
export class FreshLoad {
  readonly #failure = signal<SaidError>();
  #running: Promise<void> | undefined;
  #isAskedAgain = false;

  constructor(private readonly work: () => Promise<void>) {}

  /** Why the last one failed; gone when one works. */
  get failure(): ReadonlySignal<SaidError | undefined> {
    return this.#failure;
  }

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  /** Resolves when it was done after this call, or has failed. */
  run(): Promise<void> {
    this.#isAskedAgain = true;
    this.#running ??= this.#whileAsked();
    return this.#running;
  }

  async #whileAsked(): Promise<void> {
    while (this.#isAskedAgain) {
      this.#isAskedAgain = false;
      try {
        await this.work();
        this.#failure.value = undefined;
      } catch (error) {
        if (!hasLeft(error)) this.#failure.value = sayError(error);
      }
    }
    this.#running = undefined;
  }
}
