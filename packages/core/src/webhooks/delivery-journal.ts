import type { Logger } from "../logger.ts";
import type { DeliveryStore, LaneProgress } from "../storage/delivery-store.ts";
import type { ManagerStats } from "../types/manager-stats.ts";
import type { TenantId } from "../types/tenant.ts";
import { LOGGED_ATTEMPTS, type WebhookAttempt, type WebhookDeadLetter } from "../types/webhook-delivery.ts";

/**
 * Between two transactions, while there is something to note: what a crash delivers again is no older. Each lane is written once
 * in that time, and its tries in one row, where back to back every delivery would cost a row of each.
 */
const GATHER_MS = 100;

/** Wait after the storage has failed. */
const RETRY_MS = 1_000;

const keyOf = (tenant: TenantId, endpoint: string) => `${tenant} ${endpoint}`;

/** What has happened to a lane since it was written last. */
interface Gathered {
  readonly tenant: TenantId;
  lane: LaneProgress["lane"];
  readonly attempts: WebhookAttempt[];
  readonly died: WebhookDeadLetter[];
  readonly revived: number[];
}

/**
 * Writes the progress of all lanes behind them: what comes while one transaction runs is the next, a lane's latest state in
 * the place of the ones before. What a crash takes is delivered again.
 */
export class DeliveryJournal {
  readonly #counts = { delivered: 0, failed: 0, dead: 0 };
  #waiting = new Map<string, Gathered>();
  #running: Promise<void> | undefined;
  #waiters: (() => void)[] = [];
  #isClosing = false;
  #endPause: () => void = () => undefined;

  constructor(
    private readonly store: DeliveryStore,
    private readonly logger: Logger,
  ) {}

  /** What became of all tries so far. */
  get counts(): ManagerStats["webhooks"] {
    return { ...this.#counts };
  }

  /** Notes what became of a lane. Never throws. */
  note(progress: LaneProgress): void {
    for (const { error } of progress.attempts) this.#counts[error === null ? "delivered" : "failed"] += 1;
    this.#counts.dead += progress.died.length;
    this.#merge(progress);
    this.#running ??= this.#write();
  }

  /** Resolves when everything noted so far is written. */
  async settle(): Promise<void> {
    if (this.#running === undefined) return;
    await new Promise<void>((resolve) => {
      this.#waiters.push(resolve);
      this.#endPause();
    });
  }

  /** Resolves when everything noted so far is written, or cannot be. */
  async close(): Promise<void> {
    this.#isClosing = true;
    this.#endPause();
    await this.#running;
    this.#isClosing = false;
  }

  #merge({ tenant, lane, attempts, died, revived }: LaneProgress): void {
    const key = keyOf(tenant, lane.endpoint);
    const gathered = this.#waiting.get(key);
    if (gathered === undefined) {
      this.#waiting.set(key, { tenant, lane, attempts: [...attempts], died: [...died], revived: [...revived] });
      return;
    }
    gathered.lane = lane;
    gathered.attempts.push(...attempts);
    gathered.died.push(...died);
    gathered.revived.push(...revived);
    // The log is a ring: what would be written over is not written.
    if (gathered.attempts.length > 2 * LOGGED_ATTEMPTS) gathered.attempts.splice(0, LOGGED_ATTEMPTS);
  }

  async #write(): Promise<void> {
    // One turn of the event loop gathers what comes together.
    await new Promise(setImmediate);
    while (this.#waiting.size > 0 || this.#waiters.length > 0) {
      const [batch, waiters] = [[...this.#waiting.values()], this.#waiters];
      [this.#waiting, this.#waiters] = [new Map(), []];
      try {
        if (batch.length > 0) await this.store.advance(batch);
        for (const written of waiters) written();
        if (this.#waiters.length === 0 && !this.#isClosing) await this.#pause(GATHER_MS);
      } catch (error) {
        this.logger.error({ error: error instanceof Error ? error.message : String(error) }, "deliveries not noted");
        this.#putBack(batch, waiters);
        if (this.#isClosing) break;
        await this.#pause(RETRY_MS);
      }
    }
    if (this.#isClosing) for (const given of this.#waiters.splice(0)) given();
    // In one step with the last look, or what is noted in between would wait for ever.
    this.#running = undefined;
  }

  #putBack(batch: readonly LaneProgress[], waiters: readonly (() => void)[]): void {
    const newer = [...this.#waiting.values()];
    this.#waiting = new Map();
    for (const progress of [...batch, ...newer]) this.#merge(progress);
    this.#waiters = [...waiters, ...this.#waiters];
  }

  async #pause(delayMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, delayMs);
      this.#endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
