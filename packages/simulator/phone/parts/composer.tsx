import { useSignal } from "@preact/signals";
import { callPhone } from "../state/call.ts";
import { texts } from "../texts.ts";
import { Icon } from "./icon.tsx";

/** Where a message is written. Enter sends it, with Shift it begins a new line. */
export function Composer({ number, chat }: { readonly number: string; readonly chat: string }) {
  const text = useSignal("");
  const send = async () => {
    const sent = text.value;
    if (sent.trim() === "") return;
    text.value = "";
    const answer = await callPhone(number, "messages", { to: chat, text: sent });
    // Back to where it was, unless the next one is being written already.
    if (answer === undefined && text.value === "") text.value = sent;
  };
  const submit = (event: Event) => {
    event.preventDefault();
    void send();
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void send();
  };
  return (
    <form class="composer" onSubmit={submit}>
      <textarea
        id="composer"
        rows={1}
        dir="auto"
        aria-label={texts.message}
        placeholder={texts.message}
        value={text.value}
        onInput={(event) => (text.value = event.currentTarget.value)}
        onKeyDown={pressed}
      />
      <button type="submit" class="primary round">
        <Icon name="send" />
        <span class="unseen">{texts.send}</span>
      </button>
    </form>
  );
}
