import { useId } from "preact/hooks";
import { ConfirmDialog } from "../parts/confirm-dialog.tsx";
import { focusOnceShown } from "../parts/focus-once-shown.ts";
import { Notice } from "../parts/notice.tsx";
import { texts } from "../texts/texts.ts";
import { DeliveryLog } from "./delivery-log.tsx";
import { EndpointButtons } from "./endpoint-buttons.tsx";
import { EndpointForm } from "./endpoint-form.tsx";
import type { EndpointState } from "./endpoint-state.ts";

const { webhooks: said } = texts;

/** One webhook: what it gets, how it is, and what can be done with it. */
export function EndpointItem({ state, onRemoved }: { readonly state: EndpointState; readonly onRemoved: () => void }) {
  const id = useId();
  const { id: name, url, events, asksForQr, hasOldSecret, disabled } = state.endpoint.value;
  return (
    <li class="endpoint">
      <div class="card-head">
        <h3 id={id} tabIndex={-1}>
          {name === "default" && <span class="soft aside">{said.default}</span>}
          <bdi>{url}</bdi>
        </h3>
        <span class={`badge ${disabled === null ? "good" : "bad"}`}>
          {disabled === null ? said.enabled : said.disabled[disabled.reason]}
        </span>
      </div>
      <ul class="tags">
        {events.map((event) => (
          <li key={event} class="mono">
            {event}
          </li>
        ))}
        {asksForQr && <li class="warning">{said.asksForQrIsOn}</li>}
        {hasOldSecret && <li class="warning">{said.hasOldSecret}</li>}
      </ul>
      <Outcome state={state} />
      <EndpointButtons state={state} />
      {state.log.isOpen.value && <DeliveryLog log={state.log} url={url} />}
      <EndpointForm form={state.edit} title={said.editTitle} submit={said.save} />
      <ConfirmDialog
        isOpen={state.isRemoving}
        title={said.removeTitle}
        confirm={said.remove}
        action={state.remove}
        onDone={onRemoved}
      >
        <p>{said.removeExplained(url)}</p>
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={state.isDroppingOldSecret}
        title={said.dropOldTitle}
        confirm={said.dropOld}
        action={state.dropOldSecret}
        onDone={() => focusOnceShown(() => document.getElementById(id))}
      >
        <p>{said.dropOldExplained}</p>
      </ConfirmDialog>
    </li>
  );
}

/** What came of what was asked last. */
function Outcome({ state }: { readonly state: EndpointState }) {
  const failure = [state.toggle, state.test, state.rotate].map((action) => action.failure.value).find(Boolean);
  const test = state.testResult.value;
  return (
    <>
      <Notice kind="error">{failure?.sentence ?? (test?.isDelivered === false && test.sentence)}</Notice>
      <Notice kind="success">{test?.isDelivered === true && test.sentence}</Notice>
      <Notice kind="success">{state.done.value}</Notice>
    </>
  );
}
