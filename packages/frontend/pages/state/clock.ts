import { type ReadonlySignal, signal } from "@preact/signals";

let timer: number | undefined;

const current = signal(Date.now(), {
  watched() {
    current.value = Date.now();
    timer = setInterval(() => {
      current.value = Date.now();
    }, 1000);
  },
  unwatched: () => clearInterval(timer),
});

/** Milliseconds since the epoch. It moves once a second, as long as something shows it. */
export const now: ReadonlySignal<number> = current;
