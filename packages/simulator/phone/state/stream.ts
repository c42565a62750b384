import { batch, signal } from "@preact/signals";
import type { PhoneMessage } from "../../src/actors/phone-message.ts";
import type { Overview } from "../../src/phone/overview.ts";

/** `opening` until the first answer, `lost` while the simulator is away. */
export const streamState = signal<"opening" | "open" | "lost">("opening");
export const overview = signal<Overview>();
/** The messages of the phone that is followed, by id, oldest first; `undefined` until they are here. */
export const messages = signal<ReadonlyMap<string, PhoneMessage>>();

/** A browser comes back by itself after a lost connection, not after a refusal: then we do. */
const RETRY_MS = 1_000;

/** Keeps the signals as the simulator has it, until the returned function is called. `number` is whose messages. */
export function follow(number: string | undefined): () => void {
  let source: EventSource;
  let retry: number | undefined;
  const open = () => {
    // After each opening everything is sent anew: what was there before may have gone meanwhile.
    let isFresh = true;
    source = new EventSource(number === undefined ? "events" : `events?phone=${encodeURIComponent(number)}`);
    source.addEventListener("open", () => {
      isFresh = true;
    });
    source.addEventListener("overview", ({ data }) => {
      batch(() => {
        overview.value = JSON.parse(data) as Overview;
        streamState.value = "open";
      });
    });
    source.addEventListener("messages", ({ data }) => {
      const known = isFresh ? [] : (messages.peek() ?? []);
      const changed = JSON.parse(data) as PhoneMessage[];
      messages.value = new Map([...known, ...changed.map((message) => [message.id, message] as const)]);
      isFresh = false;
    });
    source.addEventListener("error", () => {
      streamState.value = "lost";
      if (source.readyState === EventSource.CLOSED) retry = setTimeout(open, RETRY_MS);
    });
  };
  messages.value = undefined;
  open();
  return () => {
    clearTimeout(retry);
    source.close();
  };
}
