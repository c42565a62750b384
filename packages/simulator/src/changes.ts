/** Tells whoever wants to know that something is different now; what, they look up themselves. */
export class Changes {
  readonly #listeners = new Set<() => void>();

  /** Calls back at every change until the returned function is called. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  announce(): void {
    for (const listener of this.#listeners) listener();
  }
}
