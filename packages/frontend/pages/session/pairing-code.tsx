import { ActionForm } from "../parts/action-form.tsx";
import { BusyButton } from "../parts/busy-button.tsx";
import { CopyButton } from "../parts/copy-button.tsx";
import { Field } from "../parts/field.tsx";
import { texts } from "../texts/texts.ts";
import type { SessionModel } from "./session-model.ts";

/** A code for who cannot scan, and the code that was made. */
export function PairingCode({ session, code }: { readonly session: SessionModel; readonly code: string | undefined }) {
  const wrong = session.getCode.failure.value?.byField;
  return (
    <div class="pairing-code">
      <h3>{texts.session.codeTitle}</h3>
      <div role="status">
        {code !== undefined && (
          <p>
            {texts.session.code} <strong class="code">{inTwoHalves(code)}</strong>
          </p>
        )}
      </div>
      {code !== undefined && <CopyButton text={code} label={texts.session.copyCode} />}
      <ActionForm action={session.getCode} label={texts.session.codeTitle}>
        <Field
          label={texts.session.phone}
          value={session.phone}
          hint={texts.session.codeHint}
          error={wrong?.phone ?? wrong?.to}
          kind={{ name: "phone", autocomplete: "tel", inputMode: "tel" }}
        />
        <div class="buttons">
          <BusyButton action={session.getCode} submits>
            {texts.session.getCode}
          </BusyButton>
        </div>
      </ActionForm>
    </div>
  );
}

/** As phones ask for it. */
const inTwoHalves = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`;
