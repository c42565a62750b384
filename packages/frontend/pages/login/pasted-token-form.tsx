import { useEffect, useMemo, useRef } from "preact/hooks";
import { ActionForm } from "../parts/action-form.tsx";
import { BusyButton } from "../parts/busy-button.tsx";
import { Field } from "../parts/field.tsx";
import { texts } from "../texts/texts.ts";
import { PastedTokenState } from "./pasted-token-state.ts";

/** Takes a token that the host's own system has issued. It comes in the place of the form that did not work, with the focus. */
export function PastedTokenForm({ onSignedIn }: { readonly onSignedIn: () => void }) {
  const { token, submit } = useMemo(() => new PastedTokenState(), []);
  const explanation = useRef<HTMLParagraphElement>(null);
  useEffect(() => explanation.current?.focus(), []);
  return (
    <>
      <p ref={explanation} tabIndex={-1}>
        {texts.login.tokensFromElsewhere}
      </p>
      <ActionForm action={submit} label={texts.login.useToken} onDone={onSignedIn}>
        <Field
          label={texts.login.token}
          value={token}
          error={submit.failure.value?.byField.token}
          shape="lines"
          kind={{ name: "token", autocomplete: "off", autocapitalize: "none", spellcheck: false }}
        />
        <BusyButton action={submit} kind="primary" submits>
          {texts.login.useToken}
        </BusyButton>
      </ActionForm>
    </>
  );
}
