import type { EventEmitter } from "node:events";

type Listener = (...args: unknown[]) => unknown;

/** Told what a listener rejected with. */
export type ListenerFailed = (event: string | symbol, error: unknown) => void;

/**
 * Hears what the listeners of an emitter throw or reject with. Many of Baileys' are async functions that write to the
 * connection, and nobody awaits them: one connection lost at the wrong moment would be an unhandled rejection, which ends
 * the process with all its tenants. To be called before anything is emitted; later listeners are not guarded.
 */
export function guardListeners(
  emitter: Pick<EventEmitter, "eventNames" | "listeners" | "off" | "on">,
  failed: ListenerFailed,
): void {
  for (const event of emitter.eventNames()) {
    for (const listener of emitter.listeners(event)) {
      const listen = listener as Listener;
      emitter.off(event, listen);
      emitter.on(
        event,
        guarded(listen, (error) => failed(event, error)),
      );
    }
  }
}

function guarded(listener: Listener, failed: (error: unknown) => void): Listener {
  return async (...args) => {
    try {
      await listener(...args);
    } catch (error) {
      failed(error);
    }
  };
}
