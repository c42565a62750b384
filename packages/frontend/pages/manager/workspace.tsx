import { useEffect, useRef } from "preact/hooks";
import { BusinessView } from "../business/business-view.tsx";
import { ChatView } from "../chat/chat-view.tsx";
import { ChatsPanel } from "../chats/chats-panel.tsx";
import { texts } from "../texts/texts.ts";
import { currentView } from "../view/current-view.ts";
import { hashOf } from "../view/view.ts";
import type { Manager } from "./manager.ts";

const TABS = [
  { view: { name: "chats" }, title: texts.chats.title },
  { view: { name: "business" }, title: texts.business.title },
] as const;

/** What is done with the session: conversations, the open one beside them, and the business profile. */
export function Workspace({ manager }: { readonly manager: Manager }) {
  const view = currentView.value;
  const open = manager.open.value;
  const isFirst = useRef(true);
  useEffect(() => {
    isFirst.current = false;
  }, []);
  const tab = view.name === "business" ? "business" : "chats";
  return (
    <div class="workspace" data-view={view.name}>
      <nav class="tabs" aria-label={texts.chats.views}>
        {TABS.map(({ view: { name }, title }) => (
          <a key={name} href={hashOf({ name })} aria-current={name === tab ? "true" : undefined}>
            {title}
          </a>
        ))}
      </nav>
      {tab === "business" ? (
        <BusinessView business={manager.business} />
      ) : (
        <div class="card conversations">
          <ChatsPanel conversations={manager.conversations} open={open?.jid} />
          {open === undefined ? (
            <p class="nothing no-chat">{texts.chats.choose}</p>
          ) : (
            <ChatView
              key={open.jid}
              chat={open}
              outbox={manager.outbox}
              name={manager.nameOf(open.jid)}
              state={manager.session.status.value?.status}
              message={view.name === "chat" ? view.message : undefined}
              takesFocus={!isFirst.current}
            />
          )}
        </div>
      )}
    </div>
  );
}
