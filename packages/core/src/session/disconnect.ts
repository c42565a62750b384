import type { CloseReason } from "../socket/socket.ts";
import type { SessionReason, SessionState } from "../types/session-status.ts";

/** What to do about a closed socket. */
export type Disconnect =
  /** Open another one: at once, or after the wait that the reconnect policy says. */
  | { readonly kind: "retry"; readonly reason: SessionReason; readonly atOnce: boolean }
  /** Stay closed until somebody asks. */
  | { readonly kind: "rest"; readonly state: SessionState; readonly reason: SessionReason };

const retry = (reason: SessionReason, atOnce = false): Disconnect => ({ kind: "retry", reason, atOnce });
const rest = (state: SessionState, reason: SessionReason): Disconnect => ({ kind: "rest", state, reason });

/**
 * Classifies a close by Baileys' `DisconnectReason`. Whatever is not known to be final is transient: a session is
 * never given up, and its credentials never touched, for an outage.
 * @param qrShown - whether this socket had shown a QR, so that a time-out means nobody scanned it.
 */
export function classifyClose({ code, pairing, silent }: CloseReason, qrShown: boolean): Disconnect {
  if (silent) return retry("connection_silent");
  switch (code) {
    case 401:
      return pairing ? rest("new", "pairing_incomplete") : rest("logged_out", "logged_out");
    case 403:
      return rest("banned", "banned");
    case 405:
      return retry("version_rejected");
    case 408:
      return pairing && qrShown ? rest("new", "qr_expired") : retry("connection_lost");
    case 411:
      return rest("stopped", "device_mismatch");
    case 440:
      return rest("replaced", "replaced");
    case 503:
      return retry("service_unavailable");
    case 515:
      return retry("restart_required", true);
    default:
      return retry("connection_lost");
  }
}
