import { ActionForm } from "../parts/action-form.tsx";
import { BusyButton } from "../parts/busy-button.tsx";
import { Field } from "../parts/field.tsx";
import { texts } from "../texts/texts.ts";
import type { AdminState } from "./admin-state.ts";

const { admin: said } = texts;

/** Asks for the admin key. */
export function AdminKeyForm({ state, onOpened }: { readonly state: AdminState; readonly onOpened: () => void }) {
  return (
    <ActionForm action={state.load} label={said.title} onDone={onOpened}>
      <Field
        label={said.key}
        hint={said.keyHint}
        value={state.key}
        error={state.load.failure.value?.byField.adminKey}
        shape="secret"
        kind={{ autocomplete: "off" }}
      />
      <div class="buttons">
        <BusyButton action={state.load} submits>
          {said.show}
        </BusyButton>
      </div>
    </ActionForm>
  );
}
