import { effect, signal } from "@preact/signals";
import { texts } from "../texts.ts";
import { chatOf } from "./chats.ts";
import { nameOf } from "./names.ts";
import { place } from "./place.ts";
import { messages, overview } from "./stream.ts";

/** What came last, for who hears the page: a screen to scan, or a message outside the open chat, which tells of its own. */
export const arrival = signal("");

/** Watches what comes. */
export function watchArrivals(): void {
  watchScreens();
  watchMessages();
}

function watchScreens(): void {
  let known: readonly string[] = [];
  effect(() => {
    const { screens = [] } = overview.value ?? {};
    if (screens.some((screen) => !known.includes(screen))) arrival.value = texts.inSight(screens);
    known = screens;
  });
}

function watchMessages(): void {
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
