/** Reads server-sent events as a page does, and remembers the last of each name. */
export class EventReader {
  readonly #abort = new AbortController();
  readonly #last = new Map<string, unknown>();
  readonly #checks = new Set<() => void>();
  readonly ended: Promise<void>;

  constructor(url: string) {
    this.ended = this.#read(url).catch((error: unknown) => {
      if (!this.#abort.signal.aborted) throw error;
    });
  }

  /** Resolves with what was sent last under a name, as soon as it satisfies. */
  until<T>(event: string, satisfies: (data: T) => boolean): Promise<T> {
    return new Promise((resolve) => {
      const check = () => {
        const data = this.#last.get(event) as T | undefined;
        if (data === undefined || !satisfies(data)) return;
        this.#checks.delete(check);
        resolve(data);
      };
      this.#checks.add(check);
      check();
    });
  }

  async close(): Promise<void> {
    this.#abort.abort();
    await this.ended;
  }

  async #read(url: string): Promise<void> {
    const response = await fetch(url, { signal: this.#abort.signal });
    let text = "";
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk;
      const blocks = text.split("\n\n");
      text = blocks.pop() ?? "";
      for (const block of blocks) this.#hear(block);
    }
  }

  #hear(block: string): void {
    const [, event = "", data = ""] = /^event: (.*)\ndata: (.*)$/.exec(block) ?? [];
    if (event === "") return;
    this.#last.set(event, JSON.parse(data));
    for (const check of this.#checks) check();
  }
}
