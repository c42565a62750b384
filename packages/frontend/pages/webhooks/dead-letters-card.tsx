import { useRef } from "preact/hooks";
import { BusyButton } from "../parts/busy-button.tsx";
import { Card } from "../parts/card.tsx";
import { focusFirstNew } from "../parts/focus-first-new.ts";
import { Loading } from "../parts/loading.tsx";
import { Notice } from "../parts/notice.tsx";
import { sayMoment } from "../texts/say-time.ts";
import { texts } from "../texts/texts.ts";
import type { DeadLettersState, ListedDeadLetter } from "./dead-letters-state.ts";
import { ReplayButton } from "./replay-button.tsx";

const { webhooks: said } = texts;

/** What webhooks did not take. */
export function DeadLettersCard({ state }: { readonly state: DeadLettersState }) {
  const letters = state.letters.value;
  const list = useRef<HTMLUListElement>(null);
  return (
    <Card id="dead-letters" title={said.deadLetters}>
      <p class="soft">{said.deadLettersExplained}</p>
      {letters === undefined && <Loading action={state.load} focusAfter="dead-letters" />}
      {letters?.length === 0 && <p>{said.deadLettersNone}</p>}
      <ul class="rows" ref={list}>
        {letters?.map((listed) => (
          <DeadLetter key={`${listed.letter.webhookId} ${listed.letter.eventId}`} listed={listed} />
        ))}
      </ul>
      <Notice kind="error">{state.loadMore.failure.value?.sentence}</Notice>
      {state.nextCursor.value !== null && (
        <div class="buttons">
          <BusyButton action={state.loadMore} onDone={() => focusFirstNew(list, letters?.length ?? 0)}>
            {said.more}
          </BusyButton>
        </div>
      )}
    </Card>
  );
}

function DeadLetter({ listed: { letter, replay } }: { readonly listed: ListedDeadLetter }) {
  const { event, attempts, error, diedAt } = letter;
  return (
    <li>
      <div class="row-text">
        <strong class="mono">{event}</strong>
        <span class="wrong">{error}</span>
        <span class="soft">
          {sayMoment(diedAt)} · {said.attempts(attempts)}
        </span>
      </div>
      <ReplayButton replay={replay} label={said.resendOf(event, sayMoment(diedAt))} />
    </li>
  );
}
