/** Tells when something has happened so many times. */
export class Countdown {
  /** Resolves when it has. */
  readonly done: Promise<void>;
  #tell: () => void = () => undefined;

  constructor(private left: number) {
    this.done = new Promise((resolve) => {
      this.#tell = resolve;
    });
  }

  happened(): void {
    this.left -= 1;
    if (this.left === 0) this.#tell();
  }
}
