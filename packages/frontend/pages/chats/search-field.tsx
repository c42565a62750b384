import type { Signal } from "@preact/signals";
import { useId, useRef } from "preact/hooks";
import { Cross } from "../parts/icons.tsx";
import { texts } from "../texts/texts.ts";
import { LONGEST_SEARCH } from "./chat-search.ts";

/** Where it is typed what to look for. */
export function SearchField({ words }: { readonly words: Signal<string> }) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  return (
    <search class="search">
      <label class="unseen" for={id}>
        {texts.chats.search}
      </label>
      <input
        id={id}
        ref={input}
        type="search"
        autocomplete="off"
        maxLength={LONGEST_SEARCH}
        placeholder={texts.chats.searchShort}
        value={words.value}
        onInput={({ currentTarget }) => {
          words.value = currentTarget.value;
        }}
      />
      {words.value !== "" && (
        <button
          type="button"
          class="quiet"
          aria-label={texts.chats.clear}
          onClick={() => {
            words.value = "";
            input.current?.focus();
          }}
        >
          <Cross />
        </button>
      )}
    </search>
  );
}
