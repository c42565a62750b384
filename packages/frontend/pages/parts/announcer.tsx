import { signal } from "@preact/signals";

const said = signal("");

/** Has a screen reader say it when there is time, without anything to see. */
export function announce(text: string): void {
  // The same words again are news, too.
  said.value = said.value === text ? `${text}\u00a0` : text;
}

/** Where it is said: once in a page. */
export function Announcer() {
  return (
    <div class="unseen" role="status" data-part="announcer">
      {said}
    </div>
  );
}
