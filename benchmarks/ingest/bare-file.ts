import { closeSync, fdatasync, openSync, write } from "node:fs";

interface Caller {
  readonly bytes: Uint8Array;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** The least that a durable log can do: appends in groups, one `fdatasync` each; while one runs, the next gathers. */
export class BareFile {
  readonly #file: number;
  #callers: Caller[] = [];
  #isFlushing = false;

  constructor(path: string) {
    this.#file = openSync(path, "a");
  }

  append(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#callers.push({ bytes, resolve, reject });
      if (this.#isFlushing) return;
      this.#isFlushing = true;
      setImmediate(() => this.#flush());
    });
  }

  close(): void {
    closeSync(this.#file);
  }

  #flush(): void {
    const callers = this.#callers.splice(0);
    if (callers.length === 0) {
      this.#isFlushing = false;
      return;
    }
    const all = Buffer.concat(callers.map(({ bytes }) => bytes));
    const done = (error: Error | null) => {
      for (const { resolve, reject } of callers) error === null ? resolve() : reject(error);
      this.#flush();
    };
    write(this.#file, all, 0, all.length, null, (error) =>
      error === null ? fdatasync(this.#file, done) : done(error),
    );
  }
}
