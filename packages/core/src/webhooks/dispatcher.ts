import type { TenantId } from "../types/tenant.ts";
import type { WebhookBody } from "../types/webhook.ts";
import { DISPATCHER_DEFAULTS, type WebhookDispatcherOptions } from "./dispatcher-options.ts";
import { giveUp, WebhookLane } from "./lane.ts";
import { Slots } from "./slots.ts";

/**
 * Delivers events: those of one tenant in order, those of different tenants side by side. A receiver that fails waits
 * and retries in a line of its own, so that it delays nobody else.
 */
export class WebhookDispatcher {
  readonly #options: WebhookDispatcherOptions & typeof DISPATCHER_DEFAULTS;
  readonly #lanes = new Map<TenantId, WebhookLane>();
  readonly #healthy: Slots;
  readonly #failing: Slots;
  #stop: Promise<void> | undefined;
  #abort = new AbortController();

  constructor(options: WebhookDispatcherOptions) {
    this.#options = { ...DISPATCHER_DEFAULTS, ...options };
    this.#healthy = new Slots(this.#options.concurrency);
    this.#failing = new Slots(this.#options.concurrency);
  }

  /** Takes an event to deliver it in the background. Never throws. */
  enqueue(body: WebhookBody): void {
    if (this.#stop !== undefined) giveUp(this.#options, body, new Error("The webhook dispatcher is stopping"));
    else (this.#lanes.get(body.tenantId) ?? this.#openLane(body.tenantId)).add(body);
  }

  /** Ends retries, gives what is on its way `drainMs` to arrive and gives up the rest. Afterwards it may be used again. */
  stop({ drainMs = 0 }: { readonly drainMs?: number } = {}): Promise<void> {
    this.#stop ??= this.#end(drainMs).finally(() => {
      this.#stop = undefined;
    });
    return this.#stop;
  }

  async #end(drainMs: number): Promise<void> {
    const lanes = [...this.#lanes.values()];
    for (const lane of lanes) lane.drain();
    const timer = setTimeout(() => this.#abort.abort(new Error("The webhook dispatcher was stopped")), drainMs);
    await Promise.all(lanes.map((lane) => lane.ended));
    clearTimeout(timer);
    this.#abort = new AbortController();
  }

  #openLane(tenant: TenantId): WebhookLane {
    const lane = new WebhookLane(tenant, {
      ...this.#options,
      healthy: this.#healthy,
      failing: this.#failing,
      signal: this.#abort.signal,
      onEnd: () => this.#lanes.delete(tenant),
    });
    this.#lanes.set(tenant, lane);
    return lane;
  }
}
