import type { IngestRecord } from "../../types/ingest-record.ts";

/** Hands records over one batch after the other. What comes while one is on its way goes together in the next. */
export class RecordQueue {
  readonly #accept: (records: readonly IngestRecord[]) => Promise<void>;
  readonly #failed: (error: unknown) => void;
  #waiting: IngestRecord[] = [];
  #running: Promise<void> | undefined;

  /** @param failed - Told of what was not accepted, and is lost unless it comes again. */
  constructor(accept: (records: readonly IngestRecord[]) => Promise<void>, failed: (error: unknown) => void) {
    this.#accept = accept;
    this.#failed = failed;
  }

  push(records: readonly IngestRecord[]): void {
    if (records.length === 0) return;
    this.#waiting.push(...records);
    this.#running ??= this.#run();
  }

  /** Resolves when nothing waits. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    // What comes in the same turn goes along.
    await Promise.resolve();
    while (this.#waiting.length > 0) await this.#accept(this.#waiting.splice(0)).catch(this.#failed);
    this.#running = undefined;
  }
}
