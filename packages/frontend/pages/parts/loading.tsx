import type { Action } from "../state/action.ts";
import { texts } from "../texts/texts.ts";
import { BusyButton } from "./busy-button.tsx";
import { Notice } from "./notice.tsx";

/** In the place of what is not loaded yet: that it loads, or why it did not, with a button to try again. */
export function Loading({ action }: { readonly action: Action }) {
  const failure = action.failure.value;
  return (
    <>
      <Notice kind="error">{failure?.sentence}</Notice>
      {failure === undefined ? (
        <p class="soft">{texts.parts.loading}</p>
      ) : (
        <div class="buttons">
          <BusyButton action={action}>{texts.parts.tryAgain}</BusyButton>
        </div>
      )}
    </>
  );
}
