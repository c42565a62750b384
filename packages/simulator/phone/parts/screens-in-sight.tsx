import { callPhone, tell } from "../state/call.ts";
import { focus } from "../state/focus.ts";
import { overview } from "../state/stream.ts";
import { texts } from "../texts.ts";
import { Icon } from "./icon.tsx";

/** What the phone can scan now, with one click. */
export function ScreensInSight({ number }: { readonly number: string }) {
  const screens = overview.value?.screens ?? [];
  const scan = async (screen: string) => {
    if (!(await callPhone(number, "scan-screen", { screen }))) return;
    tell(texts.linkedTo(screen));
    // The button goes with the QR code.
    focus("devices");
  };
  if (screens.length === 0) return null;
  return (
    <section class="card" aria-labelledby="screens">
      <h2 id="screens">{texts.screens}</h2>
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
    </section>
  );
}
