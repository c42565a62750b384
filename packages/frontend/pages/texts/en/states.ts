import type { components } from "@polyphone/client";

/** What a session is. */
export const states = {
  new: "Not linked",
  connecting: "Connecting",
  waiting_qr: "Waiting for the phone",
  connected: "Connected",
  reconnecting: "Reconnecting",
  replaced: "Taken over elsewhere",
  logged_out: "Logged out",
  banned: "Banned by WhatsApp",
  stopped: "Stopped",
} satisfies Record<components["schemas"]["SessionState"], string>;
