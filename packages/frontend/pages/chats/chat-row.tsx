import { describeMessage } from "../chat/describe-message.ts";
import { shortTimeOf } from "../texts/formats.ts";
import { texts } from "../texts/texts.ts";
import { hashOf } from "../view/view.ts";
import type { Chat } from "./chat.ts";
import { chatName } from "./chat-name.ts";

/** A conversation of the list: with whom, what came last, and how much of it is unread. */
export function ChatRow({ chat, isOpen }: { readonly chat: Chat; readonly isOpen: boolean }) {
  const { jid, lastMessage, lastMessageAt, unreadCount } = chat;
  const name = chatName(chat);
  return (
    <li>
      <a class="row" href={hashOf({ name: "chat", jid })} aria-current={isOpen ? "true" : undefined}>
        <span class="portrait" aria-hidden="true">
          {firstLetter(name)}
        </span>
        <span class="name" dir="auto">
          {name}
        </span>
        {lastMessageAt > 0 && (
          <time dateTime={new Date(lastMessageAt).toISOString()}>{shortTimeOf(lastMessageAt)}</time>
        )}
        <span class="second">
          <span class="last" dir="auto">
            {lastMessage !== null && (lastMessage.fromMe ? `${texts.chats.you} ` : "") + describeMessage(lastMessage)}
          </span>
          {unreadCount > 0 && (
            <span class="count">
              <span aria-hidden="true">{unreadCount}</span>
              <span class="unseen">{texts.chats.unread(unreadCount)}</span>
            </span>
          )}
        </span>
      </a>
    </li>
  );
}

/** A whole character, and not half of one that takes two. */
const firstLetter = (name: string): string => (/[\p{L}\p{N}]/u.exec(name)?.[0] ?? "#").toLocaleUpperCase();
