import { useRef } from "preact/hooks";
import { LoadFailure } from "../parts/load-failure.tsx";
import { LoadMore } from "../parts/load-more.tsx";
import { texts } from "../texts/texts.ts";
import { ChatRow } from "./chat-row.tsx";
import type { Conversations } from "./conversations.ts";
import { useKeptFocus } from "./kept-focus.ts";
import { useReturnedFocus } from "./returned-focus.ts";

/** The conversations, the latest first, page after page. */
export function ChatList({
  conversations,
  open,
}: {
  readonly conversations: Conversations;
  /** The address of the chat that is open. */
  readonly open: string | undefined;
}) {
  const list = useRef<HTMLDivElement>(null);
  useKeptFocus();
  useReturnedFocus(list, open);
  const chats = conversations.chats.value;
  const cursor = conversations.nextCursor.value;
  return (
    <div class="chat-rows" ref={list} tabIndex={-1}>
      <LoadFailure load={conversations.fresh} />
      {chats === undefined && <p class="nothing">{texts.chats.loading}</p>}
      {chats?.length === 0 && <p class="nothing">{texts.chats.none}</p>}
      <ul aria-label={texts.chats.list}>
        {chats?.map((chat) => (
          <ChatRow
            key={chat.jid}
            chat={chat}
            isOpen={open !== undefined && (chat.jid === open || chat.altJid === open)}
          />
        ))}
      </ul>
      {cursor !== null && (
        <LoadMore action={conversations.more} cursor={cursor} list={list}>
          {texts.chats.more}
        </LoadMore>
      )}
    </div>
  );
}
