import { useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

/** So near to the end counts as being there. */
const NEAR_PX = 80;

/** What of a list tells whether something came before or behind. */
export interface Ends {
  readonly first: string | undefined;
  readonly last: string | undefined;
  /** True when what came last was written here: then it is to be seen. */
  readonly isOwn: boolean;
}

/**
 * Keeps what is read where it is: when something comes before it, and when something comes behind it, unless its end was in
 * sight. Tells whether there is something new out of sight.
 */
export function useSteadyScroll(list: RefObject<HTMLElement | null>, ends: Ends) {
  const hasNews = useSignal(false);
  const before = useRef<Ends>(undefined);
  // Read before the page changes.
  const from = list.current === null ? undefined : { height: list.current.scrollHeight, ...distances(list.current) };
  useLayoutEffect(() => {
    const element = list.current;
    const known = before.current;
    before.current = ends;
    if (element === null) return;
    const isFirst = known?.last === undefined;
    if (!isFirst && known.first !== ends.first) element.scrollTop += element.scrollHeight - (from?.height ?? 0);
    if (known?.last === ends.last) return;
    if (isFirst || ends.isOwn || (from?.toEnd ?? 0) < NEAR_PX) element.scrollTop = element.scrollHeight;
    else hasNews.value = true;
  });
  // Where a keyboard opens or a window is turned, the end stays in sight.
  useEffect(() => {
    const element = list.current;
    if (element === null) return;
    let height = element.clientHeight;
    const observer = new ResizeObserver(() => {
      const wasAtEnd = distances(element).toEnd + element.clientHeight - height < NEAR_PX;
      height = element.clientHeight;
      if (wasAtEnd) element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [list]);
  return {
    hasNews,
    toEnd() {
      hasNews.value = false;
      if (list.current !== null) list.current.scrollTop = list.current.scrollHeight;
    },
    onScroll() {
      if (hasNews.value && list.current !== null && distances(list.current).toEnd < NEAR_PX) hasNews.value = false;
    },
  };
}

const distances = ({ scrollHeight, scrollTop, clientHeight }: HTMLElement) => ({
  toEnd: scrollHeight - scrollTop - clientHeight,
});
