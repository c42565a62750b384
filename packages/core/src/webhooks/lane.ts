import type { TenantId } from "../types/tenant.ts";
import type { WebhookBody } from "../types/webhook.ts";
import type { WebhookDispatcherOptions } from "./dispatcher-options.ts";
import { retryDelayMs } from "./retry-policy.ts";
import type { Slots } from "./slots.ts";

/** What a lane shares with the others. */
interface LaneContext extends WebhookDispatcherOptions {
  readonly maxWaiting: number;
  readonly healthy: Slots;
  readonly failing: Slots;
  readonly signal: AbortSignal;
  /** Called when nothing is left to deliver; the lane takes nothing more. */
  readonly onEnd: () => void;
}

/** One tenant's events, one after the other. */
export class WebhookLane {
  /** Resolves when nothing is left to deliver. */
  readonly ended: Promise<void>;
  readonly #tenant: TenantId;
  readonly #context: LaneContext;
  readonly #waiting: WebhookBody[] = [];
  /** The last try failed; only then does the tenant take a place among those that fail. */
  #isFailing = false;
  #isDraining = false;
  #endPause: () => void = () => undefined;

  constructor(tenant: TenantId, context: LaneContext) {
    this.#tenant = tenant;
    this.#context = context;
    this.ended = Promise.resolve().then(() => this.#run());
  }

  add(body: WebhookBody): void {
    this.#waiting.push(body);
    const oldest = this.#waiting.length > this.#context.maxWaiting ? this.#waiting.shift() : undefined;
    if (oldest !== undefined)
      giveUp(this.#context, oldest, new Error("Too many events wait for this tenant's receiver"));
  }

  /** No more retries: a receiver that fails gets no second try. */
  drain(): void {
    this.#isDraining = true;
    this.#endPause();
  }

  async #run(): Promise<void> {
    for (let body = this.#waiting.shift(); body !== undefined; body = this.#waiting.shift()) await this.#deliver(body);
    this.#context.onEnd();
  }

  async #deliver(body: WebhookBody): Promise<void> {
    let error = new Error("The receiver failed before, and the dispatcher is stopping");
    for (let failures = 1; !(this.#isDraining && this.#isFailing); failures += 1) {
      const failure = await this.#try(body);
      this.#isFailing = failure !== undefined;
      if (failure === undefined) return;
      error = failure;
      const delayMs = retryDelayMs(failures, Math.random(), this.#context);
      if (delayMs === null) break;
      this.#context.logger.warn({ tenantId: this.#tenant, event: body.event, failures, delayMs }, "webhook failed");
      if (!this.#isDraining) await this.#pause(delayMs);
    }
    giveUp(this.#context, body, error);
  }

  /** Resolves with what went wrong, if something did. */
  async #try(body: WebhookBody): Promise<Error | undefined> {
    const { healthy, failing, sender, urlOf, complete, signal } = this.#context;
    try {
      await (this.#isFailing ? failing : healthy).run(async () => {
        signal.throwIfAborted();
        const url = await urlOf(this.#tenant);
        if (url === null) return;
        await sender.send({ url, body: complete === undefined ? body : await complete(body), signal });
      });
      return undefined;
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
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

/** Tells the owner that an event will not be delivered, whatever the owner's callback does. */
export function giveUp(
  { logger, onGiveUp }: Pick<WebhookDispatcherOptions, "logger" | "onGiveUp">,
  body: WebhookBody,
  error: Error,
): void {
  try {
    onGiveUp(body, error);
  } catch (thrown) {
    logger.error({ tenantId: body.tenantId, error: String(thrown) }, "onGiveUp threw");
  }
}
