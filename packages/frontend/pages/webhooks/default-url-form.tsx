import { ActionForm } from "../parts/action-form.tsx";
import { BusyButton } from "../parts/busy-button.tsx";
import { Field } from "../parts/field.tsx";
import { focusOnceShown } from "../parts/focus-once-shown.ts";
import { texts } from "../texts/texts.ts";
import type { WebhooksState } from "./webhooks-state.ts";

const { webhooks: said } = texts;

/** Sets the webhook URL of a tenant that has none. */
export function DefaultUrlForm({ state }: { readonly state: WebhooksState }) {
  const { defaultUrl, setDefault } = state;
  return (
    <ActionForm
      action={setDefault}
      label={said.setDefault}
      // The form goes away with what it has done.
      onDone={() => focusOnceShown(() => document.getElementById("webhooks"))}
    >
      <Field
        label={said.default}
        hint={said.defaultHint}
        value={defaultUrl}
        error={setDefault.failure.value?.byField.webhook_url}
        kind={{ autocomplete: "off", inputMode: "url", autocapitalize: "none", spellcheck: false }}
      />
      <div class="buttons">
        <BusyButton action={setDefault} submits>
          {said.setDefault}
        </BusyButton>
      </div>
    </ActionForm>
  );
}
