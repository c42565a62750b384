import type { EventBody } from "@polyphone/client";
import { computed, effect, type ReadonlySignal, signal, untracked } from "@preact/signals";
import { BusinessModel } from "../business/business-model.ts";
import { chatOf } from "../chat/chat-of.ts";
import { describeMessage } from "../chat/describe-message.ts";
import { OpenChat } from "../chat/open-chat.ts";
import { Outbox } from "../chat/outbox.ts";
import { chatName } from "../chats/chat-name.ts";
import { Conversations } from "../chats/conversations.ts";
import { SessionModel } from "../session/session-model.ts";
import { currentView } from "../view/current-view.ts";
import type { View } from "../view/view.ts";

/** Everything that the session manager knows. It takes in what happens, and loads anew what may have been missed. */
export class Manager {
  readonly session = new SessionModel();
  readonly conversations = new Conversations();
  readonly business = new BusinessModel();
  readonly outbox = new Outbox(async (jid) => {
    if (this.#open.value?.jid === jid) await this.#open.value.fresh.run();
  });
  readonly #open = signal<OpenChat>();

  /** @param onArrival - called with a message of somebody else in the open chat, for who does not see it. */
  constructor(private readonly onArrival: (name: string, text: string) => void) {
    effect(() => {
      const view = currentView.value;
      untracked(() => this.#show(view));
    });
    // A session that is not connected cannot tell WhatsApp what was read: it is told later.
    const isConnected = computed(() => this.session.status.value?.isConnected === true);
    effect(() => {
      if (this.#open.value !== undefined && isConnected.value) untracked(() => void this.read());
    });
    document.addEventListener("visibilitychange", () => void this.read());
  }

  /** The chat that is shown. */
  get open(): ReadonlySignal<OpenChat | undefined> {
    return this.#open;
  }

  /** What the open chat is called. */
  nameOf(jid: string): string {
    return chatName(this.conversations.find(jid) ?? { jid, altJid: null, name: null });
  }

  /** Loads everything that is shown anew, and sends what could not be sent. */
  reload(): void {
    void this.session.fresh.run();
    void this.conversations.reload();
    void this.#open.value?.fresh.run();
    if (currentView.value.name === "business") void this.business.fresh.run();
    void this.outbox.sendWaiting();
  }

  /** Takes in what happened. */
  apply(event: EventBody): void {
    this.session.apply(event);
    this.business.apply(event);
    const address = chatOf(event);
    if (address === undefined) return;
    this.#list(event);
    const open = this.#open.value;
    if (event.event === "message.sent") {
      this.outbox.arrived((chat) => this.#isSame(chat, address), event.data.message.text);
    }
    if (open === undefined || !this.#isSame(open.jid, address)) return;
    const message = open.apply(event);
    if (message === undefined || message.fromMe) return;
    this.onArrival(message.senderName ?? this.nameOf(open.jid), describeMessage(message));
    void this.read();
  }

  /** Marks what is shown as read, when somebody sees it. */
  async read(): Promise<void> {
    const open = this.#open.value;
    if (open === undefined || document.visibilityState !== "visible") return;
    if (this.session.status.value?.isConnected === true) await open.read.run();
  }

  #show(view: View): void {
    if (view.name === "business") void this.business.fresh.run();
    const jid = view.name === "chat" ? view.jid : undefined;
    if (jid === this.#open.value?.jid) return;
    this.#open.value = jid === undefined ? undefined : new OpenChat(jid);
    void this.#open.value?.fresh.run();
  }

  #list(event: EventBody): void {
    switch (event.event) {
      case "message.received":
      case "message.sent":
      case "message.edited":
      case "message.revoked":
      case "message.undecryptable":
        void this.conversations.fresh.run();
        break;
      case "chat.read":
        this.conversations.setUnread(event.data.chat, event.data.unreadCount);
    }
  }

  /** True of two addresses of one chat. */
  #isSame(a: string, b: string): boolean {
    return a === b || (this.conversations.find(a) ?? a) === (this.conversations.find(b) ?? b);
  }
}
