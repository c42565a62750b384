import type { Logger } from "@polyphone/core";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** Resolves at the first SIGINT or SIGTERM. The second one finds no listener and ends the process at once. */
export function onceAskedToStop(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    const stop = (signal: NodeJS.Signals) => {
      for (const each of SIGNALS) process.off(each, stop);
      resolve(signal);
    };
    for (const each of SIGNALS) process.on(each, stop);
  });
}

/** What has been opened, to be closed in the opposite order. */
export class Opened {
  readonly #steps: { readonly name: string; close(): Promise<void> }[] = [];
  readonly #logger: Logger;
  #closed: Promise<void> | undefined;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Remembers how to close something; what is added later is closed earlier. */
  add(name: string, close: () => Promise<void>): void {
    this.#steps.push({ name, close });
  }

  /** Closes everything. One step that fails is logged and keeps no other from its turn. May be called again. */
  close(): Promise<void> {
    this.#closed ??= this.#closeAll();
    return this.#closed;
  }

  async #closeAll(): Promise<void> {
    for (const { name, close } of this.#steps.reverse()) {
      await close().catch((error: unknown) => this.#logger.error({ err: error, step: name }, "could not be closed"));
    }
  }
}
