import { type ReadonlySignal, signal } from "@preact/signals";
import { hashOf, type View, viewOf } from "./view.ts";

const current = signal<View>(viewOf(location.hash) ?? { name: "chats" });

// What stands for no view, such as the way to the content, leaves it.
addEventListener("hashchange", () => {
  current.value = viewOf(location.hash) ?? current.value;
});

/** What is shown now. */
export const currentView: ReadonlySignal<View> = current;

/** Shows another view, and keeps the way back. */
export function goTo(view: View): void {
  location.hash = hashOf(view);
}
