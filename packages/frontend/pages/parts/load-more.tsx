import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Action } from "../state/action.ts";
import { BusyButton } from "./busy-button.tsx";
import { Notice } from "./notice.tsx";

/** Loads the next page when it comes near to what is seen; the button is for who does not scroll. */
export function LoadMore({
  action,
  cursor,
  list,
  children,
}: {
  readonly action: Action;
  /** Where the next page begins: one that is there is watched for anew. */
  readonly cursor: string;
  /** What scrolls, and gets the focus when there is nothing more to load. */
  readonly list: RefObject<HTMLElement | null>;
  readonly children: string;
}) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (place.current === null) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting === true) void action.run();
      },
      { root: scrolls(list.current) ? list.current : null, rootMargin: "400px 0px" },
    );
    observer.observe(place.current);
    return () => observer.disconnect();
  }, [action, cursor]);
  const keepFocus = () =>
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) list.current?.focus({ preventScroll: true });
    });
  return (
    <div class="load-more" ref={place}>
      <Notice kind="error">{action.failure.value?.sentence}</Notice>
      <BusyButton action={action} kind="quiet" onDone={keepFocus}>
        {children}
      </BusyButton>
    </div>
  );
}

/** On narrow screens the page scrolls, and not the list. */
const scrolls = (element: HTMLElement | null): boolean =>
  element !== null && ["auto", "scroll"].includes(getComputedStyle(element).overflowY);
