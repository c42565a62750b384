import type { ComponentChildren } from "preact";
import { Clock, Tick, Ticks, Warning } from "../parts/icons.tsx";
import { texts } from "../texts/texts.ts";
import type { Message } from "./message.ts";

const SIGN: Readonly<Record<Message["status"], () => ComponentChildren>> = {
  pending: Clock,
  sent: Tick,
  delivered: Ticks,
  read: Ticks,
  failed: Warning,
};

/** How far a message of this account has come: ticks to see, words to hear. */
export function MessageStatus({ status }: { readonly status: Message["status"] }) {
  const Sign = SIGN[status];
  return (
    <span class={`status ${status}`} title={texts.chat.status[status]}>
      <Sign />
      <span class="unseen">{texts.chat.status[status]}</span>
    </span>
  );
}
