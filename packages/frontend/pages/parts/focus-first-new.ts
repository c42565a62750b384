import type { RefObject } from "preact";
import { focusOnceShown } from "./focus-once-shown.ts";

/** Gives the focus to the first button of what a list shows more than before: the button that asked for more may be gone. */
export function focusFirstNew(list: RefObject<HTMLElement | null>, before: number): void {
  focusOnceShown(() => list.current?.children[before]?.querySelector("button"));
}
