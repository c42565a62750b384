import { PairingEndedError, SessionNotConnectedError } from "../errors.ts";
import type { PairingStep } from "../types/pairing-step.ts";
import type { TenantId } from "../types/tenant.ts";
import type { Session } from "./session.ts";
import { isActive } from "./session-state.ts";
import type { WaitOptions } from "./waiters.ts";

/** What pairing needs of a session. */
export type Pairable = Pick<Session, "connect" | "status" | "changes" | "requestPairingCode">;

/** How to pair. */
export interface PairingOptions extends WaitOptions {
  /** Digits of the number whose phone will type the code; without it, QRs are shown. */
  readonly phone?: string | undefined;
}

/** Everything that the tenant has to be shown until the device is linked. */
export async function* pair(
  tenant: TenantId,
  session: Pairable,
  { phone, ...wait }: PairingOptions,
): AsyncGenerator<PairingStep, void, void> {
  await session.connect(wait);
  let shown: string | undefined;
  for (;;) {
    const { state, qr, qrExpiresAt, pairingCode, account, reason } = session.status;
    const seen = session.changes.count;
    if (state === "connected") {
      yield { kind: "connected", account: account ?? "" };
      return;
    }
    if (state === "new") throw new PairingEndedError(tenant, reason);
    if (!isActive(state)) throw new SessionNotConnectedError(tenant, state);
    if (qr !== null && phone === undefined && qr !== shown) {
      shown = qr;
      yield { kind: "qr", qr, expiresAt: qrExpiresAt ?? 0 };
    } else if (qr !== null && phone !== undefined && (shown === undefined || pairingCode === null)) {
      // A code dies with its connection; whoever asked for a later one has taken this one's place.
      shown = await session.requestPairingCode(phone);
      yield { kind: "code", code: shown };
    } else await session.changes.past(seen, wait.signal);
  }
}
