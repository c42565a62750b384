/** Gives the focus to something that what was done just now brings up: it is there with the next frame. */
export function focusOnceShown(find: () => HTMLElement | null | undefined): void {
  requestAnimationFrame(() => find()?.focus());
}
