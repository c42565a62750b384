import { CopyButton } from "../parts/copy-button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { texts } from "../texts/texts.ts";
import type { SecretState } from "./secret-state.ts";

const { webhooks: said } = texts;

/** Shows a secret this once. */
export function SecretDialog({ state }: { readonly state: SecretState }) {
  const secret = state.secret.value;
  return (
    <Dialog isOpen={state.isOpen} title={said.secretTitle}>
      <p>{said.secretExplained}</p>
      {state.hasOld.value && <p>{said.secretOverlap}</p>}
      <label class="secret">
        <span class="unseen">{said.secret}</span>
        <input
          class="mono"
          type="text"
          readOnly
          value={secret}
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
      </label>
      <div class="buttons">
        <CopyButton text={secret} />
        <button
          type="button"
          class="primary"
          onClick={() => {
            state.isOpen.value = false;
          }}
        >
          {said.done}
        </button>
      </div>
    </Dialog>
  );
}
