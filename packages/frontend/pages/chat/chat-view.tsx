import { useEffect, useRef } from "preact/hooks";
import { isGroup } from "../chats/chat-name.ts";
import { ArrowLeft } from "../parts/icons.tsx";
import { LoadFailure } from "../parts/load-failure.tsx";
import { type SessionState, StateBadge } from "../parts/state-badge.tsx";
import { phoneOf } from "../texts/phone-of.ts";
import { texts } from "../texts/texts.ts";
import { hashOf } from "../view/view.ts";
import { Composer } from "./composer.tsx";
import { MessageList } from "./message-list.tsx";
import type { OpenChat } from "./open-chat.ts";
import type { Outbox } from "./outbox.ts";
import { showMessage } from "./show-message.ts";

/** What a chat shows. */
export interface ChatViewProps {
  readonly chat: OpenChat;
  readonly outbox: Outbox;
  readonly name: string;
  /** Where the session stands; said here when nothing can be sent. */
  readonly state: SessionState | undefined;
  /** The message to be seen; otherwise the newest ones are. */
  readonly message: string | undefined;
  /** True when it was opened by somebody, and not by loading the page: then the focus comes along. */
  readonly takesFocus: boolean;
}

/** One chat: who it is with, its messages, and where to write. */
export function ChatView({ chat, outbox, name, state, message, takesFocus }: ChatViewProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
    if (message !== undefined) void showMessage(chat, message);
  }, [chat, message, takesFocus]);
  const messages = chat.messages.value;
  const outgoing = outbox.outgoing.value.filter(({ chat: jid, isHere }) => jid === chat.jid && !isHere);
  const number = phoneOf(chat.jid);
  return (
    <section class="chat" aria-labelledby="chat-name">
      <header class="chat-head">
        <a class="back" href={hashOf({ name: "chats" })} aria-label={texts.chat.back}>
          <ArrowLeft />
        </a>
        <div>
          <h2 id="chat-name" ref={heading} tabIndex={-1} dir="auto">
            {name}
          </h2>
          {number !== name && <p class="soft">{isGroup(chat.jid) ? texts.chat.group : number}</p>}
        </div>
        {state !== undefined && state !== "connected" && <StateBadge state={state} />}
      </header>
      <LoadFailure load={chat.fresh} />
      {messages === undefined ? (
        <div class="messages-frame">
          <p class="nothing">{texts.chat.loading}</p>
        </div>
      ) : (
        <MessageList
          chat={chat}
          messages={messages}
          outgoing={outgoing}
          outbox={outbox}
          name={name}
          isGroup={isGroup(chat.jid)}
        />
      )}
      <Composer jid={chat.jid} outbox={outbox} />
    </section>
  );
}
