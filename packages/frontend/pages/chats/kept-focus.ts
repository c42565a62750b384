import { useLayoutEffect } from "preact/hooks";

/**
 * Gives the focus back to what had it when an update moves it: browsers without `moveBefore` take it. Called in what is
 * updated.
 */
export function useKeptFocus(): void {
  const focused = document.activeElement;
  useLayoutEffect(() => {
    if (document.activeElement !== document.body) return;
    if (focused instanceof HTMLElement && focused.isConnected) focused.focus({ preventScroll: true });
  });
}
