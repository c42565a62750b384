import type { SessionState } from "../types/session-status.ts";

/** The only moves a session may make. Each state may also be entered again, with another reason or a fresh QR. */
const MOVES: Readonly<Record<SessionState, readonly SessionState[]>> = {
  new: ["connecting", "logged_out", "stopped"],
  connecting: ["waiting_qr", "connected", "reconnecting", "replaced", "logged_out", "banned", "new", "stopped"],
  waiting_qr: ["connected", "reconnecting", "replaced", "logged_out", "banned", "new", "stopped"],
  connected: ["reconnecting", "replaced", "logged_out", "banned", "new", "stopped"],
  reconnecting: ["connecting", "logged_out", "stopped"],
  replaced: ["connecting", "logged_out", "stopped"],
  logged_out: ["connecting", "stopped"],
  banned: ["connecting", "logged_out", "stopped"],
  stopped: ["connecting", "logged_out"],
};

/** All there are. */
export const SESSION_STATES = Object.keys(MOVES) as readonly SessionState[];

/** True when a session in `from` may move to `to`. */
export const mayMove = (from: SessionState, to: SessionState): boolean => from === to || MOVES[from].includes(to);

/** True while a socket is open or about to be. */
export const isActive = (state: SessionState): boolean =>
  state === "connecting" || state === "waiting_qr" || state === "connected" || state === "reconnecting";
