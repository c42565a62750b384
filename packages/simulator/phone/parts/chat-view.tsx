import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { PhoneView } from "../../src/phone/overview.ts";
import { readChat } from "../state/call.ts";
import { chatOf, chatsOf } from "../state/chats.ts";
import { isVisible } from "../state/is-visible.ts";
import { nameOf } from "../state/names.ts";
import { addressOf } from "../state/place.ts";
import { messages } from "../state/stream.ts";
import { texts } from "../texts.ts";
import { Avatar } from "./avatar.tsx";
import { Bubble } from "./bubble.tsx";
import { Composer } from "./composer.tsx";
import { Icon } from "./icon.tsx";

interface ChatViewProps {
  readonly phone: PhoneView;
  readonly chat: string;
}

/** An open chat. Opening it reads it, as on any phone; so does looking at it while something arrives. */
export function ChatView({ phone: { number, isOnline }, chat }: ChatViewProps) {
  const all = [...(messages.value?.values() ?? [])].filter((message) => chatOf(message) === chat);
  const unread = chatsOf(all)[0]?.unread ?? 0;
  const mayRead = unread > 0 && isOnline && isVisible.value;
  useEffect(() => {
    if (mayRead) void readChat(number, chat);
  }, [mayRead, unread, number, chat]);
  const name = nameOf(chat);
  return (
    <section class="chat" aria-labelledby="chat-title">
      <div class="bar">
        <a class="button quiet to-chats" href={addressOf({ phone: number })}>
          <Icon name="back" />
          <span class="unseen">{texts.allChats}</span>
        </a>
        <Avatar id={chat} name={name} />
        <h2 id="chat-title" class="row-text" tabIndex={-1}>
          <bdi class="cut">{name}</bdi>
        </h2>
      </div>
      <Messages count={all.length}>
        {all.length === 0 ? (
          <p class="soft nothing">{texts.emptyChat}</p>
        ) : (
          <ol class="bubbles">
            {all.map((message) => (
              <Bubble key={message.id} message={message} />
            ))}
          </ol>
        )}
      </Messages>
      {isOnline ? <Composer number={number} chat={chat} /> : <p class="composer soft">{texts.isOffline}</p>}
    </section>
  );
}

/** Within so many pixels of its end somebody reads along and wants to see what comes. */
const NEAR_END = 120;

function Messages({ count, children }: { readonly count: number; readonly children: ComponentChildren }) {
  const box = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  useEffect(() => {
    if (isAtEnd.current) box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [count]);
  const remember = ({
    currentTarget: { scrollHeight, scrollTop, clientHeight },
  }: {
    currentTarget: HTMLDivElement;
  }) => {
    isAtEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_END;
  };
  return (
    <div
      class="log"
      role="log"
      aria-label={texts.messages}
      aria-relevant="additions"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: who has only a keyboard must be able to scroll it
      tabIndex={0}
      ref={box}
      onScroll={remember}
    >
      {children}
    </div>
  );
}
