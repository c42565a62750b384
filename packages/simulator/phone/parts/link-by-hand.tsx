import { useSignal } from "@preact/signals";
import { call, callPhone, tell } from "../state/call.ts";
import { texts } from "../texts.ts";
import { Field } from "./field.tsx";

/** The way where nobody says what is on a screen: the QR code's text, or a pairing code. */
export function LinkByHand({ number }: { readonly number: string }) {
  return (
    <details>
      <summary>{texts.byHand}</summary>
      <LinkForm
        label={texts.qrText}
        button={texts.linkQr}
        link={(qr) => call(`mock-phone/scan-qr?phone=${encodeURIComponent(number)}`, qr)}
      />
      <LinkForm
        label={texts.pairingCode}
        button={texts.linkCode}
        link={(code) => callPhone(number, "link-code", { code })}
      />
    </details>
  );
}

interface LinkFormProps {
  readonly label: string;
  readonly button: string;
  readonly link: (text: string) => Promise<unknown>;
}

function LinkForm({ label, button, link }: LinkFormProps) {
  const text = useSignal("");
  const submit = async (event: Event) => {
    event.preventDefault();
    if ((await link(text.value.trim())) === undefined) return;
    text.value = "";
    tell(texts.linked);
  };
  return (
    <form class="line" onSubmit={submit}>
      <Field label={label}>
        {(field) => (
          <input
            {...field}
            required
            autocomplete="off"
            spellcheck={false}
            value={text.value}
            onInput={(event) => (text.value = event.currentTarget.value)}
          />
        )}
      </Field>
      <button type="submit" aria-label={button}>
        {texts.link}
      </button>
    </form>
  );
}
