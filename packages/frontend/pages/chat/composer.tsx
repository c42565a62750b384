import { useId, useRef } from "preact/hooks";
import { PaperPlane } from "../parts/icons.tsx";
import { texts } from "../texts/texts.ts";
import { draftFor } from "./drafts.ts";
import type { Outbox } from "./outbox.ts";

/** WhatsApp's own limit. */
const LONGEST = 65_536;

/** Where a text is written. The focus stays here, for the next one. */
export function Composer({ jid, outbox }: { readonly jid: string; readonly outbox: Outbox }) {
  const id = useId();
  const input = useRef<HTMLTextAreaElement>(null);
  const draft = draftFor(jid);
  const send = () => {
    const text = draft.value;
    input.current?.focus();
    if (text.trim() === "") return;
    draft.value = "";
    void outbox.send(jid, text);
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <label class="unseen" for={id}>
        {texts.chat.write}
      </label>
      <textarea
        id={id}
        ref={input}
        rows={1}
        maxLength={LONGEST}
        dir="auto"
        placeholder={texts.chat.write}
        aria-describedby={`${id}-keys`}
        value={draft.value}
        onInput={({ currentTarget }) => {
          draft.value = currentTarget.value;
        }}
        onKeyDown={(event) => {
          // While characters are being composed, Enter belongs to the keyboard.
          if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          send();
        }}
      />
      <span class="unseen" id={`${id}-keys`}>
        {texts.chat.enterSends}
      </span>
      <button type="submit" class="primary" aria-label={texts.chat.send}>
        <PaperPlane />
      </button>
    </form>
  );
}
