import type { MessageStatus } from "../../src/actors/phone-message.ts";
import { texts } from "../texts.ts";
import { Icon } from "./icon.tsx";

/** How far an own message has come. */
export function Ticks({ status }: { readonly status: MessageStatus }) {
  return (
    <span class={`ticks ticks-${status}`}>
      <Icon name={status === "sent" ? "sent" : "arrived"} />
      <span class="unseen">{texts.status[status]}</span>
    </span>
  );
}
