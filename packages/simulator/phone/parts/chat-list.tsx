import { useSignal } from "@preact/signals";
import { type Chat, chatsOf } from "../state/chats.ts";
import { nameOf } from "../state/names.ts";
import { addressOf, goTo, place } from "../state/place.ts";
import { messages, overview } from "../state/stream.ts";
import { texts } from "../texts.ts";
import { Avatar } from "./avatar.tsx";
import { Field } from "./field.tsx";
import { Moment } from "./moment.tsx";
import { Ticks } from "./ticks.tsx";
import { Words } from "./words.tsx";

/** The phone's chats, the latest first, and a way to begin another. */
export function ChatList({ number }: { readonly number: string }) {
  const chats = chatsOf(messages.value?.values() ?? []);
  return (
    <section class="card" aria-labelledby="chats">
      <h2 id="chats">{texts.chats}</h2>
      {chats.length === 0 && <p class="soft">{messages.value === undefined ? texts.connecting : texts.noChats}</p>}
      <ul class="rows">
        {chats.map((chat) => (
          <li key={chat.id}>
            <ChatRow number={number} chat={chat} />
          </li>
        ))}
      </ul>
      <NewChat number={number} />
    </section>
  );
}

function ChatRow({ number, chat: { id, last, unread } }: { readonly number: string; readonly chat: Chat }) {
  const name = nameOf(id);
  return (
    <a
      class="row"
      id={`chat-${id}`}
      href={addressOf({ phone: number, chat: id })}
      aria-current={place.value.chat === id ? "page" : undefined}
    >
      <Avatar id={id} name={name} />
      <span class="row-text">
        <bdi class="strong cut">{name}</bdi>
        <span class="soft preview">
          {last.direction === "outgoing" && <Ticks status={last.status} />}
          <Words message={last} />
        </span>
      </span>
      <span class="row-end">
        <Moment seconds={last.timestamp} />
        {unread > 0 && (
          <span class="count">
            <span aria-hidden="true">{unread}</span>
            <span class="unseen">{texts.unread(unread)}</span>
          </span>
        )}
      </span>
    </a>
  );
}

function NewChat({ number }: { readonly number: string }) {
  const to = useSignal("");
  const submit = (event: Event) => {
    event.preventDefault();
    goTo({ phone: number, chat: to.value.trim().replace(/^\+/, "") });
    to.value = "";
  };
  return (
    <form class="line" onSubmit={submit}>
      <Field label={texts.writeTo}>
        {(field) => (
          <input
            {...field}
            type="tel"
            required
            pattern="\+?[0-9]{5,15}"
            title={texts.numberHint}
            list="others"
            autocomplete="off"
            value={to.value}
            onInput={(event) => (to.value = event.currentTarget.value)}
          />
        )}
      </Field>
      <datalist id="others">
        {overview.value?.phones
          .filter((other) => other.number !== number)
          .map((other) => (
            <option key={other.number} value={other.number}>
              {other.name}
            </option>
          ))}
      </datalist>
      <button type="submit">{texts.newChat}</button>
    </form>
  );
}
