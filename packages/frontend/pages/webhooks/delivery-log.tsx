import { useId, useRef } from "preact/hooks";
import { ActionForm } from "../parts/action-form.tsx";
import { BusyButton } from "../parts/busy-button.tsx";
import { Field } from "../parts/field.tsx";
import { focusFirstNew } from "../parts/focus-first-new.ts";
import { Loading } from "../parts/loading.tsx";
import { Notice } from "../parts/notice.tsx";
import { sayMoment } from "../texts/say-time.ts";
import { texts } from "../texts/texts.ts";
import type { DeliveryLogState, LoggedDelivery } from "./delivery-log-state.ts";
import { ReplayButton } from "./replay-button.tsx";

const { webhooks: said } = texts;

/** What became of a webhook's deliveries, and ways to send them again. */
export function DeliveryLog({ log, url }: { readonly log: DeliveryLogState; readonly url: string }) {
  const deliveries = log.deliveries.value;
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const showMore = () => {
    focusFirstNew(list, log.shown.value);
    log.showMore();
  };
  return (
    <section class="log" id={id} tabIndex={-1} aria-label={said.logOf(url)}>
      {deliveries === undefined ? (
        <Loading action={log.load} focusAfter={id} />
      ) : (
        <>
          <Notice kind="error">{log.load.failure.value?.sentence}</Notice>
          {deliveries.length === 0 && <p class="soft">{said.logEmpty}</p>}
          <ul class="rows" ref={list}>
            {deliveries.slice(0, log.shown.value).map((logged) => (
              <Delivery key={logged.delivery.number} logged={logged} />
            ))}
          </ul>
          <div class="buttons">
            {log.more > 0 && (
              <button type="button" onClick={showMore}>
                {said.logMore(log.more)}
              </button>
            )}
            <BusyButton action={log.load}>{said.logRefresh}</BusyButton>
          </div>
        </>
      )}
      <SpanReplay log={log} />
    </section>
  );
}

function Delivery({ logged: { delivery, replay } }: { readonly logged: LoggedDelivery }) {
  const { event, at, durationMs, status, error } = delivery;
  return (
    <li>
      <div class="row-text">
        <strong class="mono">{event}</strong>
        <span class={error === null ? "fine" : "wrong"}>{error === null ? said.ok(status) : said.failed(error)}</span>
        <span class="soft">
          {sayMoment(at)} · {said.took(durationMs)}
        </span>
      </div>
      <ReplayButton replay={replay} label={said.resendOf(event, sayMoment(at))} />
    </li>
  );
}

function SpanReplay({ log }: { readonly log: DeliveryLogState }) {
  const wrong = log.replaySpan.failure.value?.byField ?? {};
  return (
    <details>
      <summary>{said.span}</summary>
      <ActionForm action={log.replaySpan} label={said.span}>
        <p class="soft">{said.spanExplained}</p>
        <div class="pair">
          <Field label={said.from} value={log.from} error={wrong.from} shape="moment" />
          <Field label={said.to} value={log.to} error={wrong.to} shape="moment" />
        </div>
        <Notice kind="success">{log.hasReplayedSpan.value && said.resent}</Notice>
        <div class="buttons">
          <BusyButton action={log.replaySpan} submits>
            {said.spanResend}
          </BusyButton>
        </div>
      </ActionForm>
    </details>
  );
}
