import { Clock, Warning } from "../parts/icons.tsx";
import { texts } from "../texts/texts.ts";
import type { Outbox, Outgoing } from "./outbox.ts";

/** A text that the server has not confirmed yet. */
export function OutgoingRow({
  outgoing,
  outbox,
  keepFocus,
}: {
  readonly outgoing: Outgoing;
  readonly outbox: Outbox;
  /** Called when the button that was pressed goes away. */
  readonly keepFocus: () => void;
}) {
  const { text, state, why } = outgoing;
  const isSending = state === "sending";
  return (
    <li>
      <div class="bubble own unsent">
        <p class="unseen">{texts.chat.you}</p>
        <p class="words" dir="auto">
          {text}
        </p>
        <p class="meta">
          {!isSending && <span>{why ?? texts.chat.waiting}</span>}
          <span class={`status ${isSending ? "pending" : "failed"}`}>
            {isSending ? <Clock /> : <Warning />}
            {isSending && <span class="unseen">{texts.chat.sending}</span>}
          </span>
        </p>
        {!isSending && (
          <div class="buttons">
            <button
              type="button"
              onClick={() => {
                keepFocus();
                void outbox.again(outgoing);
              }}
            >
              {texts.chat.again}
            </button>
            <button
              type="button"
              class="quiet"
              onClick={() => {
                keepFocus();
                outbox.discard(outgoing);
              }}
            >
              {texts.chat.discard}
            </button>
          </div>
        )}
      </div>
    </li>
  );
}
