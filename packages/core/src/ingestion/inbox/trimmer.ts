import type { Logger } from "../../logger.ts";
import type { InboxLog } from "../../storage/inbox-log.ts";

/** So many entries may lie behind the projection before they are trimmed. */
const TRIM_AFTER = 2000;
/** A log that has come to rest is trimmed after this long. */
const TRIM_IDLE_MS = 500;

/** Trims the log behind the projection, never ahead of what survives a power failure. */
export class Trimmer {
  readonly #log: InboxLog;
  readonly #sync: () => Promise<void>;
  readonly #logger: Logger;
  /** Positions that are not done yet, in order. */
  readonly #open = new Set<number>();
  #last = 0;
  #done = 0;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;

  constructor(log: InboxLog, sync: () => Promise<void>, logger: Logger) {
    this.#log = log;
    this.#sync = sync;
    this.#logger = logger;
  }

  /** Positions come in order. */
  opened(position: number): void {
    this.#open.add(position);
    this.#last = position;
  }

  done(positions: Iterable<{ readonly position: number }>): void {
    for (const { position } of positions) {
      this.#open.delete(position);
      this.#done += 1;
    }
    if (this.#running !== undefined) return;
    if (this.#done >= TRIM_AFTER) void this.trim();
    else this.#timer ??= setTimeout(() => void this.trim(), TRIM_IDLE_MS);
  }

  /** Trims now. A failure is logged, and what was not trimmed goes with the next. */
  trim(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#running ??= this.#trim().finally(() => {
      this.#running = undefined;
      if (this.#done > 0) this.done([]);
    });
    return this.#running;
  }

  async #trim(): Promise<void> {
    this.#done = 0;
    const [oldestOpen] = this.#open;
    const upTo = oldestOpen === undefined ? this.#last : oldestOpen - 1;
    try {
      await this.#sync();
      await this.#log.trim(upTo);
    } catch (error) {
      this.#logger.warn({ error: error instanceof Error ? error.message : String(error) }, "inbox not trimmed");
    }
  }

  /** Resolves when no trim is under way or planned. */
  async stop(): Promise<void> {
    await this.#running;
    await this.trim();
    clearTimeout(this.#timer);
  }
}
