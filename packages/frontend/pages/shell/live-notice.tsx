import { liveState, reconnectNow } from "../api/live-events.ts";
import { texts } from "../texts/texts.ts";

/** Says that the page does not hear of what happens, as long as that is so. */
export function LiveNotice() {
  const state = liveState.value;
  const isAway = state === "lost" || state === "ended";
  return (
    <div class={isAway ? "notice warning live" : "notice"} role="status">
      {isAway && <span>{texts.shell.live[state]}</span>}
      {state === "lost" && (
        <button
          type="button"
          onClick={() => {
            // The button goes away with the notice.
            document.querySelector("main")?.focus({ preventScroll: true });
            reconnectNow();
          }}
        >
          {texts.shell.retry}
        </button>
      )}
    </div>
  );
}
