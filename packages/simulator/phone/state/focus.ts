import type { Place } from "./place.ts";

/** Takes the keyboard to an element, if it is there. Tells whether it was. */
export function focus(id: string): boolean {
  const element = document.getElementById(id);
  element?.focus();
  return element !== null && document.activeElement === element;
}

/** After a step from one place to the next: to where one goes on writing or choosing, or to the title of what is new. */
export function focusAfter(before: Place, now: Place): void {
  if (now.phone !== before.phone) {
    if (now.phone !== undefined || !focus(`phone-${before.phone}`)) focus("title");
  } else if (now.chat !== undefined) {
    if (!focus("composer")) focus("chat-title");
  } else if (!focus(`chat-${before.chat}`)) focus("title");
}
