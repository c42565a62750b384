import { type ReadonlySignal, signal } from "@preact/signals";
import { type SaidError, sayError } from "../api/say-error.ts";
import { hasLeft } from "../api/signed-in-page.ts";

/** Something that somebody asks a page for and that takes a while: at most once at a time, with its failure said. */
export class Action {
  readonly #isRunning = signal(false);
  readonly #failure = signal<SaidError>();

  /** `work` throws what the API throws, or a `WrongInput` before it asks. */
  constructor(private readonly work: () => Promise<void>) {}

  get isRunning(): ReadonlySignal<boolean> {
    return this.#isRunning;
  }

  /** What went wrong the last time; gone when it is tried again. */
  get failure(): ReadonlySignal<SaidError | undefined> {
    return this.#failure;
  }

  /** Resolves true when it worked, and false when it failed, or runs already. A token that is not good any more leads to the login page. */
  async run(): Promise<boolean> {
    if (this.#isRunning.value) return false;
    this.#isRunning.value = true;
    this.#failure.value = undefined;
    try {
      await this.work();
      return true;
    } catch (error) {
      if (!hasLeft(error)) this.#failure.value = sayError(error);
      return false;
    } finally {
      this.#isRunning.value = false;
    }
  }

  /** Forgets the failure: what it was about is not shown any more. */
  forgetFailure(): void {
    this.#failure.value = undefined;
  }
}
