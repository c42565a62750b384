import type { Action } from "../state/action.ts";
import { texts } from "../texts/texts.ts";
import { BusyButton } from "./busy-button.tsx";
import { focusOnceShown } from "./focus-once-shown.ts";
import { Notice } from "./notice.tsx";

/** In the place of what is not loaded yet: that it loads, or why it did not, with a button to try again. */
export function Loading({
  action,
  focusAfter,
}: {
  readonly action: Action;
  /** The id of what gets the focus when trying again worked: the button is gone then. */
  readonly focusAfter: string;
}) {
  const failure = action.failure.value;
  return (
    <>
      <Notice kind="error">{failure?.sentence}</Notice>
      {failure === undefined ? (
        <p class="soft">{texts.parts.loading}</p>
      ) : (
        <div class="buttons">
          <BusyButton action={action} onDone={() => focusOnceShown(() => document.getElementById(focusAfter))}>
            {texts.parts.tryAgain}
          </BusyButton>
        </div>
      )}
    </>
  );
}
