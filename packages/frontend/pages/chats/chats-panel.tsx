import { useMemo } from "preact/hooks";
import { LoadFailure } from "../parts/load-failure.tsx";
import { texts } from "../texts/texts.ts";
import { ChatList } from "./chat-list.tsx";
import { ChatSearch, type Found } from "./chat-search.ts";
import type { Conversations } from "./conversations.ts";
import { FoundList } from "./found-list.tsx";
import { NewChat } from "./new-chat.tsx";
import { SearchField } from "./search-field.tsx";

/** The conversations, a search in them, and the way to a new one. */
export function ChatsPanel({
  conversations,
  open,
}: {
  readonly conversations: Conversations;
  /** The address of the chat that is open. */
  readonly open: string | undefined;
}) {
  const search = useMemo(() => new ChatSearch(), []);
  const found = search.found.value;
  return (
    <section class="chats" aria-labelledby="chats-title">
      <h2 id="chats-title" class="unseen">
        {texts.chats.title}
      </h2>
      <div class="chats-head">
        <SearchField words={search.words} />
        <NewChat />
      </div>
      <LoadFailure load={search.fresh} />
      <p class={found !== undefined && countOf(found) === 0 ? "nothing" : "unseen"} role="status">
        {found && sayCount(found)}
      </p>
      {found === undefined ? (
        <ChatList conversations={conversations} open={open} />
      ) : (
        <FoundList search={search} found={found} conversations={conversations} />
      )}
    </section>
  );
}

const countOf = ({ chats, messages }: Found): number => chats.length + messages.length;

const sayCount = (found: Found): string =>
  countOf(found) === 0 ? texts.chats.foundNothing : texts.chats.found(countOf(found));
