import { SendQueueFullError } from "../errors.ts";
import type { Emitter } from "../events/emitter.ts";
import { InOrder } from "../in-order.ts";
import type { Jid } from "../types/jid.ts";
import type { TenantId } from "../types/tenant.ts";
import { Pacer } from "./pacer.ts";
import type { SendingSettings } from "./sending-options.ts";

/** A longer timer would fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** What waits, and for whom. */
interface Send {
  readonly tenant: TenantId;
  readonly chat: Jid;
  readonly id: string;
}

/** Sends to one recipient strictly in call order, to different ones side by side; bounded for each tenant. */
export class SendQueue {
  readonly #inOrder = new InOrder<string>();
  readonly #pacer: Pacer;
  /** Sends that wait or are under way. */
  readonly #queued = new Map<TenantId, number>();
  readonly #sleepers = new Set<() => void>();
  /** Counts what {@link wake} has ended, so that those wake too who stand behind a sleeper and do not sleep yet. */
  #wakes = 0;

  constructor(
    private readonly settings: SendingSettings,
    private readonly events: Emitter,
  ) {
    this.#pacer = new Pacer(settings.pacing);
  }

  /** How many of a tenant's sends wait or are under way. */
  depth(tenant: TenantId): number {
    return this.#queued.get(tenant) ?? 0;
  }

  /** @throws SendQueueFullError */
  async run<Result>({ tenant, chat, id }: Send, work: () => Promise<Result>): Promise<Result> {
    const queued = this.depth(tenant);
    if (queued >= this.settings.maxQueued) throw new SendQueueFullError(tenant, this.settings.maxQueued);
    this.#queued.set(tenant, queued + 1);
    const wakes = this.#wakes;
    const { sendAt, reason } = this.#pacer.slot(tenant, chat);
    if (reason !== null) this.events.emit("message.queued", { tenantId: tenant, id, sendAt, reason });
    try {
      return await this.#inOrder.run(`${tenant} ${chat}`, async () => {
        while (reason !== null && wakes === this.#wakes && Date.now() < sendAt) await this.#sleepUntil(sendAt);
        return work();
      });
    } finally {
      this.#left(tenant);
    }
  }

  /** Lets everybody go who waits for a time: nothing is sent any more, and their work will say why. */
  wake(): void {
    this.#wakes += 1;
    for (const wakeUp of this.#sleepers) wakeUp();
  }

  #sleepUntil(sendAt: number): Promise<void> {
    return new Promise((resolve) => {
      const wakeUp = () => {
        clearTimeout(timer);
        this.#sleepers.delete(wakeUp);
        resolve();
      };
      const timer = setTimeout(wakeUp, Math.min(sendAt - Date.now(), MAX_TIMER_MS));
      this.#sleepers.add(wakeUp);
    });
  }

  #left(tenant: TenantId): void {
    const queued = (this.#queued.get(tenant) ?? 1) - 1;
    if (queued === 0) this.#queued.delete(tenant);
    else this.#queued.set(tenant, queued);
  }
}
