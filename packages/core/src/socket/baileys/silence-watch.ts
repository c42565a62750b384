import type { WASocket } from "./socket-config.ts";

/**
 * Notices a connection on which nothing comes any more. Baileys looks only when it pings, and only at an open WebSocket; this
 * looks at what has come.
 */
export class SilenceWatch {
  #heardAt = performance.now();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    ws: Pick<WASocket["ws"], "on">,
    private readonly limitMs: number,
    private readonly onSilence: () => void,
  ) {
    ws.on("frame", () => {
      this.#heardAt = performance.now();
    });
    this.#wait(limitMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #wait(milliseconds: number): void {
    this.#timer = setTimeout(() => {
      const left = this.limitMs - (performance.now() - this.#heardAt);
      if (left <= 0) this.onSilence();
      else this.#wait(left);
    }, milliseconds);
  }
}
