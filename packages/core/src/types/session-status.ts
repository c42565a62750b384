/** Where a tenant's session stands. */
export type SessionState =
  | "new"
  | "connecting"
  | "waiting_qr"
  | "connected"
  | "reconnecting"
  | "replaced"
  | "logged_out"
  | "banned"
  | "stopped";

/** Why a session left the state before. */
export type SessionReason =
  | "requested"
  | "qr_expired"
  | "pairing_incomplete"
  | "restart_required"
  | "connection_lost"
  | "connection_silent"
  | "service_unavailable"
  | "version_rejected"
  | "device_mismatch"
  | "replaced"
  | "logged_out"
  | "banned"
  | "storage_failed";

/** A session as its owner sees it. */
export interface SessionStatus {
  readonly state: SessionState;
  /** The account's own number as a JID, once paired. */
  readonly account: string | null;
  /** The QR to scan while `waiting_qr`. A pairing credential: show it to the tenant, never log it. */
  readonly qr: string | null;
  /** When the next QR replaces it, or the round ends, in milliseconds since the epoch. */
  readonly qrExpiresAt: number | null;
  /** The code to type on the phone, while `waiting_qr` and asked for. A pairing credential as the QR is. */
  readonly pairingCode: string | null;
  readonly reason: SessionReason | null;
  /** While `reconnecting`: which try comes next, from 1. */
  readonly attempt: number;
  /** While `reconnecting`: when it comes, in milliseconds since the epoch. */
  readonly retryAt: number | null;
}
