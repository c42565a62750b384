import { now } from "../state/clock.ts";
import { texts } from "../texts/texts.ts";
import { PairingCode } from "./pairing-code.tsx";
import type { SessionModel, SessionStatus } from "./session-model.ts";

/** The two ways to link a phone: a QR code to scan, or a code to type. */
export function LinkPhone({ session, status }: { readonly session: SessionModel; readonly status: SessionStatus }) {
  return (
    <div class="link-phone">
      {status.qrBase64 !== undefined && (
        <figure class="qr">
          <img src={status.qrBase64} width="240" height="240" alt={texts.session.qr} />
          {status.qrExpiresAt != null && <Countdown until={status.qrExpiresAt} />}
        </figure>
      )}
      <div class="ways">
        <h3>{texts.session.pairTitle}</h3>
        <ol>
          {texts.session.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <PairingCode session={session} code={status.pairingCode} />
      </div>
    </div>
  );
}

function Countdown({ until }: { readonly until: number }) {
  return (
    <figcaption class="soft">
      <span role="timer">{texts.session.newQr(Math.max(0, Math.ceil((until - now.value) / 1000)))}</span>
    </figcaption>
  );
}
