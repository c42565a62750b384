import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { hashOf } from "../view/view.ts";

/** Gives the focus to the conversation whose chat was left, when what had it went away with the chat. */
export function useReturnedFocus(list: RefObject<HTMLElement | null>, open: string | undefined): void {
  const before = useRef(open);
  useLayoutEffect(() => {
    const left = before.current;
    before.current = open;
    if (open !== undefined || left === undefined || document.activeElement !== document.body) return;
    const hash = hashOf({ name: "chat", jid: left });
    const rows = [...(list.current?.querySelectorAll("a") ?? [])];
    (rows.find((row) => row.hash === hash) ?? list.current)?.focus();
  });
}
