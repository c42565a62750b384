import type { PhoneView } from "../../src/phone/overview.ts";
import { callPhone } from "../state/call.ts";
import { nameOf } from "../state/names.ts";
import { addressOf, place } from "../state/place.ts";
import { texts } from "../texts.ts";
import { Avatar } from "./avatar.tsx";
import { ChatList } from "./chat-list.tsx";
import { ChatView } from "./chat-view.tsx";
import { Icon } from "./icon.tsx";
import { LinkedDevices } from "./linked-devices.tsx";
import { ScreensInSight } from "./screens-in-sight.tsx";

/** A phone in the hand: whose it is above, chats and devices at one side, the open chat at the other. */
export function PhoneFrame({ phone }: { readonly phone: PhoneView }) {
  const { chat } = place.value;
  return (
    <div class={chat === undefined ? "phone" : "phone has-chat"}>
      <PhoneBar phone={phone} />
      <main class="columns" aria-labelledby="title">
        <div class="side">
          <ScreensInSight number={phone.number} />
          <ChatList number={phone.number} />
          <LinkedDevices phone={phone} />
        </div>
        {chat === undefined ? (
          <p class="nothing-open soft">{texts.noChatOpen}</p>
        ) : (
          <ChatView key={chat} phone={phone} chat={chat} />
        )}
      </main>
    </div>
  );
}

function PhoneBar({ phone: { number, isOnline } }: { readonly phone: PhoneView }) {
  const name = nameOf(number);
  return (
    <section class="bar" aria-labelledby="title">
      <a class="button quiet" href={addressOf({})}>
        <Icon name="back" />
        <span class="unseen">{texts.allPhones}</span>
      </a>
      <Avatar id={number} name={name} />
      <div class="row-text">
        <h1 id="title" tabIndex={-1}>
          <bdi class="cut">{name}</bdi>
        </h1>
        <span class="soft">
          +{number} · {isOnline ? texts.online : texts.offline}
        </span>
      </div>
      <button type="button" id="connection" onClick={() => void callPhone(number, "connection", { online: !isOnline })}>
        {isOnline ? texts.loseConnection : texts.reconnect}
      </button>
    </section>
  );
}
