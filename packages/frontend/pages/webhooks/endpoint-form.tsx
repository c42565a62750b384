import { useId } from "preact/hooks";
import { ActionForm } from "../parts/action-form.tsx";
import { BusyButton } from "../parts/busy-button.tsx";
import { Check } from "../parts/check.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Field } from "../parts/field.tsx";
import { texts } from "../texts/texts.ts";
import type { EndpointFormState } from "./endpoint-form-state.ts";
import { EVENT_NAMES } from "./event-names.ts";

const { webhooks: said } = texts;

/** A webhook's URL, its events, and whether it sees the QR code. */
export function EndpointForm({
  form,
  title,
  submit,
}: {
  readonly form: EndpointFormState;
  readonly title: string;
  readonly submit: string;
}) {
  const close = () => {
    form.isOpen.value = false;
  };
  return (
    <Dialog isOpen={form.isOpen} title={title}>
      <ActionForm action={form.submit} label={title} onDone={close}>
        <Field
          label={said.url}
          hint={said.urlHint}
          value={form.url}
          error={form.submit.failure.value?.byField.webhook_url ?? form.submit.failure.value?.byField.url}
          kind={{ autocomplete: "off", inputMode: "url", autocapitalize: "none", spellcheck: false }}
        />
        <Events form={form} />
        <Check
          label={said.asksForQr}
          hint={said.asksForQrWarning}
          isChecked={form.asksForQr.value}
          onChange={(isChecked) => {
            form.asksForQr.value = isChecked;
          }}
        />
        <div class="buttons">
          <button type="button" onClick={close}>
            {texts.parts.cancel}
          </button>
          <BusyButton action={form.submit} kind="primary" submits>
            {submit}
          </BusyButton>
        </div>
      </ActionForm>
    </Dialog>
  );
}

function Events({ form }: { readonly form: EndpointFormState }) {
  const id = useId();
  const wrong = form.submit.failure.value?.byField.events;
  return (
    <fieldset aria-describedby={wrong === undefined ? undefined : id}>
      <legend>{said.events}</legend>
      {wrong !== undefined && (
        <p class="wrong" id={id}>
          {wrong}
        </p>
      )}
      {EVENT_NAMES.map((event) => (
        <Check
          key={event}
          label={event}
          hint={said.eventHints[event]}
          isChecked={form.events.value.has(event)}
          isInvalid={wrong !== undefined}
          onChange={(isChecked) => form.choose(event, isChecked)}
        />
      ))}
    </fieldset>
  );
}
