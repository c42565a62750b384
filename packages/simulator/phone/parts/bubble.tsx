import type { PhoneMessage } from "../../src/actors/phone-message.ts";
import { isGroup } from "../state/chats.ts";
import { nameOf } from "../state/names.ts";
import { texts } from "../texts.ts";
import { Moment } from "./moment.tsx";
import { Ticks } from "./ticks.tsx";
import { Words } from "./words.tsx";

/** One message. Who hears the page is told its author, who sees it knows by the side. */
export function Bubble({ message }: { readonly message: PhoneMessage }) {
  const { direction, from, to, status, timestamp, edited } = message;
  const isOwn = direction === "outgoing";
  return (
    <li class={isOwn ? "bubble bubble-own" : "bubble"}>
      <span class={isGroup(to) && !isOwn ? "author strong" : "unseen"}>
        <bdi>{isOwn ? texts.you : nameOf(from)}</bdi>:
      </span>
      <span class="words">
        <Words message={message} />
      </span>
      <span class="fine soft">
        {edited && `${texts.edited} · `}
        <Moment seconds={timestamp} isWhole />
        {isOwn && <Ticks status={status} />}
      </span>
    </li>
  );
}
