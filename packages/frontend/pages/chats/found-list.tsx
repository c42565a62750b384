import { useRef } from "preact/hooks";
import { describeMessage } from "../chat/describe-message.ts";
import type { Message } from "../chat/message.ts";
import { LoadMore } from "../parts/load-more.tsx";
import { shortTimeOf } from "../texts/formats.ts";
import { texts } from "../texts/texts.ts";
import { hashOf } from "../view/view.ts";
import { chatName } from "./chat-name.ts";
import { ChatRow } from "./chat-row.tsx";
import type { ChatSearch, Found } from "./chat-search.ts";
import type { Conversations } from "./conversations.ts";

/** What was found, in two groups. */
export function FoundList({
  search,
  found,
  conversations,
}: {
  readonly search: ChatSearch;
  readonly found: Found;
  readonly conversations: Conversations;
}) {
  const list = useRef<HTMLDivElement>(null);
  const { chats, messages, messagesAreSearched, nextCursor } = found;
  return (
    <div class="chat-rows" ref={list} tabIndex={-1}>
      {chats.length > 0 && (
        <>
          <h3>{texts.chats.foundChats}</h3>
          <ul>
            {chats.map((chat) => (
              <ChatRow key={chat.jid} chat={chat} isOpen={false} />
            ))}
          </ul>
        </>
      )}
      {messages.length > 0 && (
        <>
          <h3>{texts.chats.foundMessages}</h3>
          <ul>
            {messages.map((message) => (
              <FoundMessage key={`${message.chat} ${message.id}`} message={message} conversations={conversations} />
            ))}
          </ul>
        </>
      )}
      {!messagesAreSearched && <p class="nothing">{texts.chats.noIndex}</p>}
      {nextCursor !== null && (
        <LoadMore action={search.more} cursor={nextCursor} list={list}>
          {texts.chats.moreMessages}
        </LoadMore>
      )}
    </div>
  );
}

function FoundMessage({
  message,
  conversations,
}: {
  readonly message: Message;
  readonly conversations: Conversations;
}) {
  const { chat: jid, id, timestamp, fromMe } = message;
  const name = chatName(conversations.find(jid) ?? { jid, altJid: null, name: fromMe ? null : message.senderName });
  return (
    <li>
      <a class="row found" href={hashOf({ name: "chat", jid, message: id })}>
        <span class="name" dir="auto">
          {name}
        </span>
        <time dateTime={new Date(timestamp).toISOString()}>{shortTimeOf(timestamp)}</time>
        <span class="second">
          <span class="last" dir="auto">
            {(fromMe ? `${texts.chats.you} ` : "") + describeMessage(message)}
          </span>
        </span>
      </a>
    </li>
  );
}
