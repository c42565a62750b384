import type { Jid } from "./jid.ts";

/** Whether a phone number has WhatsApp, and under which JID. */
export interface NumberCheck {
  readonly exists: boolean;
  readonly jid: Jid | null;
}
