import { dayOf, timeOf } from "../texts/formats.ts";
import { phoneOf } from "../texts/phone-of.ts";
import { texts } from "../texts/texts.ts";
import { describeMessage } from "./describe-message.ts";
import type { Message } from "./message.ts";
import { MessageContent } from "./message-content.tsx";
import { MessageStatus } from "./message-status.tsx";
import type { ShownMessage } from "./timeline.ts";

/** Who wrote a message, as far as it says. */
const authorOf = ({ fromMe, senderName, sender }: Message): string =>
  fromMe ? texts.chat.you : (senderName ?? phoneOf(sender));

/** A message of a chat, under its day when it is the first of it. */
export function MessageRow({ shown, isGroup }: { readonly shown: ShownMessage; readonly isGroup: boolean }) {
  const { message, startsDay, reactions, quoted } = shown;
  const { fromMe, timestamp, editedAt, revokedAt, status, quotedId } = message;
  return (
    <li data-message={message.id} tabIndex={-1}>
      {startsDay && (
        <p class="day">
          <span>{dayOf(timestamp)}</span>
        </p>
      )}
      <div class={fromMe ? "bubble own" : "bubble"}>
        <p class={isGroup && !fromMe ? "author" : "unseen"} dir="auto">
          {authorOf(message)}
        </p>
        {quotedId !== null && <Quote quoted={quoted} />}
        <MessageContent message={message} />
        {reactions.length > 0 && (
          <p class="reactions">
            <span class="unseen">{texts.chat.reactions} </span>
            {reactions.join(" ")}
          </p>
        )}
        <p class="meta">
          {editedAt !== null && revokedAt === null && <span>{texts.chat.edited}</span>}
          <time dateTime={new Date(timestamp).toISOString()}>{timeOf(timestamp)}</time>
          {fromMe && revokedAt === null && <MessageStatus status={status} />}
        </p>
      </div>
    </li>
  );
}

function Quote({ quoted }: { readonly quoted: Message | undefined }) {
  return (
    <blockquote dir="auto">
      {quoted === undefined ? (
        texts.chat.answerTo
      ) : (
        <>
          <strong>{authorOf(quoted)}</strong> {describeMessage(quoted)}
        </>
      )}
    </blockquote>
  );
}
