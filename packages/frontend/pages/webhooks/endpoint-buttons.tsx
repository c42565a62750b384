import { BusyButton } from "../parts/busy-button.tsx";
import { texts } from "../texts/texts.ts";
import type { EndpointState } from "./endpoint-state.ts";

const { webhooks: said } = texts;

/** What can be done with a webhook. */
export function EndpointButtons({ state }: { readonly state: EndpointState }) {
  const { url, disabled, hasOldSecret } = state.endpoint.value;
  const toggle = disabled === null ? said.disable : said.enable;
  return (
    <div class="buttons">
      <BusyButton action={state.test} label={said.of(said.test, url)}>
        {said.test}
      </BusyButton>
      <button
        type="button"
        aria-label={said.of(said.log, url)}
        aria-expanded={state.log.isOpen.value}
        onClick={() => state.log.toggle()}
      >
        {said.log}
      </button>
      <button type="button" aria-label={said.of(said.edit, url)} onClick={() => state.edit.open(state.endpoint.value)}>
        {said.edit}
      </button>
      <BusyButton action={state.toggle} label={said.of(toggle, url)}>
        {toggle}
      </BusyButton>
      <BusyButton action={state.rotate} label={said.of(said.rotate, url)}>
        {said.rotate}
      </BusyButton>
      {hasOldSecret && (
        <button
          type="button"
          aria-label={said.of(said.dropOld, url)}
          onClick={() => {
            state.isDroppingOldSecret.value = true;
          }}
        >
          {said.dropOld}
        </button>
      )}
      <button
        type="button"
        aria-label={said.of(said.remove, url)}
        onClick={() => {
          state.isRemoving.value = true;
        }}
      >
        {said.remove}
      </button>
    </div>
  );
}
