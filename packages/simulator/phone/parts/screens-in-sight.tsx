import { useSignal } from "@preact/signals";
import { call, callPhone, tell } from "../state/call.ts";
import { focus } from "../state/focus.ts";
import { overview } from "../state/stream.ts";
import { texts } from "../texts.ts";
import { Field } from "./field.tsx";
import { Icon } from "./icon.tsx";

/** What the phone can scan, and the way by hand where nobody says what a screen shows. */
export function ScreensInSight({ number }: { readonly number: string }) {
  const screens = overview.value?.screens ?? [];
  const scan = async (screen: string) => {
    if (!(await callPhone(number, "scan-screen", { screen }))) return;
    tell(texts.linkedTo(screen));
    // The button goes with the QR code.
    focus("devices");
  };
  return (
    <section class="card" aria-labelledby="screens">
      <h2 id="screens">{texts.screens}</h2>
      {screens.length === 0 && <p class="soft">{texts.noScreens}</p>}
      <ul class="rows">
        {screens.map((screen) => (
          <li key={screen} class="row">
            <Icon name="screen" />
            <span class="row-text">
              <bdi class="strong cut">{screen}</bdi>
              <span class="soft">{texts.showsQr}</span>
            </span>
            <button type="button" class="primary" aria-label={texts.scanOf(screen)} onClick={() => void scan(screen)}>
              {texts.scan}
            </button>
          </li>
        ))}
      </ul>
      <details>
        <summary>{texts.byHand}</summary>
        <ByHand
          label={texts.qrText}
          button={texts.linkQr}
          link={(qr) => call(`mock-phone/scan-qr?phone=${encodeURIComponent(number)}`, qr)}
        />
        <ByHand
          label={texts.pairingCode}
          button={texts.linkCode}
          link={(code) => callPhone(number, "link-code", { code })}
        />
      </details>
    </section>
  );
}

interface ByHandProps {
  readonly label: string;
  readonly button: string;
  readonly link: (text: string) => Promise<unknown>;
}

function ByHand({ label, button, link }: ByHandProps) {
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
