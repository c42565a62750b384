import { effect, signal } from "@preact/signals";
import { texts } from "../texts.ts";
import { chatOf } from "./chats.ts";
import { nameOf } from "./names.ts";
import { place } from "./place.ts";
import { messages } from "./stream.ts";

/** The message that arrived last outside the open chat, for who hears the page: the open chat tells of its own. */
export const arrival = signal("");

/** Watches what comes. */
export function watchArrivals(): void {
  let known = messages.peek();
  effect(() => {
    const before = known;
    known = messages.value;
    if (before === undefined) return;
    const fresh = [...(known?.values() ?? [])].filter(
      ({ id, direction }) => direction === "incoming" && !before.has(id),
    );
    const last = fresh.findLast((message) => chatOf(message) !== place.peek().chat);
    if (last) arrival.value = texts.arrived(nameOf(last.from), last.text || texts.noText);
  });
}
