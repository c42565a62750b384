import { signal } from "@preact/signals";

/** Whether anybody can see the page: a chat in a hidden tab is not read. */
export const isVisible = signal(document.visibilityState === "visible");

document.addEventListener("visibilitychange", () => {
  isVisible.value = document.visibilityState === "visible";
});
