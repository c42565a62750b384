import type { Logger } from "../logger.ts";
import type { AuthStore } from "../storage/auth-store.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** Destroys quarantined credentials once they are old enough: at its start, and every day. */
export class QuarantineSweep {
  #timer: NodeJS.Timeout | undefined;
  #sweeping: Promise<void> = Promise.resolve();

  constructor(
    private readonly auth: AuthStore,
    private readonly days: number,
    private readonly logger: Logger,
  ) {}

  start(): void {
    if (this.days === Number.POSITIVE_INFINITY) return;
    this.#begin();
    this.#timer = setInterval(() => this.#begin(), DAY_MS).unref();
  }

  /** Resolves when none is under way. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#sweeping;
  }

  #begin(): void {
    this.#sweeping = this.#sweeping.then(() => this.#sweep());
  }

  async #sweep(): Promise<void> {
    try {
      const count = await this.auth.forgetQuarantined(Date.now() - this.days * DAY_MS);
      if (count > 0) this.logger.info({ count }, "quarantined credentials destroyed");
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.logger.error({ error: reason }, "quarantined credentials could not be destroyed; tomorrow again");
    }
  }
}
