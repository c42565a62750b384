import { EventEmitter } from "eventemitter3";
import type { Logger } from "../logger.ts";
import type { PolyphoneEvents } from "./event-map.ts";

/** The name of an event. */
export type EventName = keyof PolyphoneEvents;

/** Called with an event's payload. What it throws, or rejects with, is logged and felt by nobody. */
export type Listener<N extends EventName> = (payload: PolyphoneEvents[N]) => unknown;

type Listeners = { [N in EventName]: (payload: PolyphoneEvents[N]) => unknown };

/** Typed events whose listeners cannot hurt the library. */
export class Emitter {
  readonly #events = new EventEmitter<Listeners>();

  constructor(private readonly logger: Logger) {}

  on<N extends EventName>(name: N, listener: Listener<N>): void {
    this.#events.on(name, listener as never);
  }

  off<N extends EventName>(name: N, listener: Listener<N>): void {
    this.#events.off(name, listener as never);
  }

  emit<N extends EventName>(name: N, payload: PolyphoneEvents[N]): void {
    const listeners: readonly unknown[] = this.#events.listeners(name);
    for (const listener of listeners as readonly Listener<N>[]) void this.#call(name, listener, payload);
  }

  async #call<N extends EventName>(name: N, listener: Listener<N>, payload: PolyphoneEvents[N]): Promise<void> {
    try {
      await listener(payload);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.logger.error({ event: name, tenantId: payload.tenantId, error: reason }, "a listener failed");
    }
  }
}
