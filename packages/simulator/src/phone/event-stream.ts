import type { ServerResponse } from "node:http";

/** Changes within this time go out together, in milliseconds: a flood must not become a flood of events. */
const GATHER_MS = 20;
/** After so long a comment shows that the stream is alive. */
const HEARTBEAT_MS = 15_000;
/** After so long a browser comes back. */
const RETRY_MS = 500;

/**
 * Server-sent events that show how things are. `look` is asked after changes and gives what is to be sent, which may be
 * nothing; whoever reads too slowly misses steps in between and never the last one.
 */
export class EventStream {
  readonly #heartbeat: NodeJS.Timeout;
  #gathering: NodeJS.Timeout | undefined;
  #isBehind = false;
  #isOver = false;

  constructor(
    private readonly response: ServerResponse,
    private readonly look: () => Iterable<readonly [event: string, data: string]>,
  ) {
    // Nginx would hold events back.
    const unbuffered = { "x-accel-buffering": "no", "x-content-type-options": "nosniff" };
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store", ...unbuffered });
    response.write(`retry: ${RETRY_MS}\n\n`);
    this.#heartbeat = setInterval(() => response.write(": alive\n\n"), HEARTBEAT_MS);
    response.on("drain", () => this.#isBehind && this.changed());
    response.once("close", () => this.#stop());
    this.#send();
  }

  /** Looks again, soon. */
  changed(): void {
    if (this.#isOver) return;
    this.#gathering ??= setTimeout(() => {
      this.#gathering = undefined;
      this.#send();
    }, GATHER_MS);
  }

  end(): void {
    this.#stop();
    this.response.end();
  }

  #send(): void {
    this.#isBehind = this.response.writableNeedDrain;
    if (this.#isBehind) return;
    for (const [event, data] of this.look()) this.response.write(`event: ${event}\ndata: ${data}\n\n`);
  }

  #stop(): void {
    this.#isOver = true;
    clearInterval(this.#heartbeat);
    clearTimeout(this.#gathering);
  }
}
