import { useMemo, useRef } from "preact/hooks";
import { ArrowDown } from "../parts/icons.tsx";
import { LoadMore } from "../parts/load-more.tsx";
import { isSameDay } from "../texts/formats.ts";
import { texts } from "../texts/texts.ts";
import type { Message } from "./message.ts";
import { MessageRow } from "./message-row.tsx";
import type { OpenChat } from "./open-chat.ts";
import type { Outbox, Outgoing } from "./outbox.ts";
import { OutgoingRow } from "./outgoing-row.tsx";
import { useSteadyScroll } from "./steady-scroll.ts";
import { timeline } from "./timeline.ts";

/** What a list of messages shows. */
export interface MessageListProps {
  readonly chat: OpenChat;
  readonly messages: readonly Message[];
  readonly outgoing: readonly Outgoing[];
  readonly outbox: Outbox;
  readonly name: string;
  readonly isGroup: boolean;
}

/** The messages of a chat, the newest at the bottom. */
export function MessageList({ chat, messages, outgoing, outbox, name, isGroup }: MessageListProps) {
  const list = useRef<HTMLDivElement>(null);
  const shown = useMemo(() => timeline(messages, isSameDay), [messages]);
  const { hasNews, toEnd, onScroll } = useSteadyScroll(list, {
    first: messages[0]?.id,
    last: outgoing.at(-1)?.key ?? messages.at(-1)?.id,
    isOwn: outgoing.length > 0,
  });
  const focusList = () => list.current?.focus({ preventScroll: true });
  const cursor = chat.olderCursor.value;
  return (
    <div class="messages-frame">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: who scrolls with the keyboard has to get here */}
      <section class="messages" ref={list} tabIndex={0} aria-label={texts.chat.messages(name)} onScroll={onScroll}>
        {cursor !== null && (
          <LoadMore action={chat.older} cursor={cursor} list={list}>
            {texts.chat.older}
          </LoadMore>
        )}
        {messages.length === 0 && outgoing.length === 0 && <p class="nothing">{texts.chat.none}</p>}
        <ol>
          {shown.map((one) => (
            <MessageRow key={one.message.id} shown={one} isGroup={isGroup} />
          ))}
          {outgoing.map((one) => (
            <OutgoingRow key={one.key} outgoing={one} outbox={outbox} keepFocus={focusList} />
          ))}
        </ol>
      </section>
      {hasNews.value && (
        <button
          type="button"
          class="to-end"
          onClick={() => {
            toEnd();
            focusList();
          }}
        >
          <ArrowDown /> {texts.chat.newest}
        </button>
      )}
    </div>
  );
}
