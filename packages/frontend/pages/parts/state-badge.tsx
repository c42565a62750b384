import type { components } from "@polyphone/client";
import { texts } from "../texts/texts.ts";

/** What a session can be. */
export type SessionState = components["schemas"]["SessionState"];

const TONE: Readonly<Record<SessionState, "good" | "waiting" | "bad" | "still">> = {
  connected: "good",
  connecting: "waiting",
  waiting_qr: "waiting",
  reconnecting: "waiting",
  new: "still",
  stopped: "still",
  logged_out: "bad",
  replaced: "bad",
  banned: "bad",
};

/** A session's state in a word or two; the colour only repeats what the words say. */
export function StateBadge({ state }: { readonly state: SessionState }) {
  return <span class={`badge ${TONE[state]}`}>{texts.states[state]}</span>;
}
