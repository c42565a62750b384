import { useSignal } from "@preact/signals";
import { useMemo, useRef } from "preact/hooks";
import { ActionForm } from "../parts/action-form.tsx";
import { BusyButton } from "../parts/busy-button.tsx";
import { Field } from "../parts/field.tsx";
import { Plus } from "../parts/icons.tsx";
import { Notice } from "../parts/notice.tsx";
import { texts } from "../texts/texts.ts";
import { goTo } from "../view/current-view.ts";
import { NumberCheck } from "./number-check.ts";

/** Asks whether a number has WhatsApp, and begins a chat with it. */
export function NewChat() {
  const isOpen = useSignal(false);
  const form = useRef<HTMLDivElement>(null);
  const check = useMemo(() => new NumberCheck(), []);
  const found = check.found.value;
  const toggle = () => {
    isOpen.value = !isOpen.value;
    check.forget();
    if (isOpen.value) requestAnimationFrame(() => form.current?.querySelector("input")?.focus());
  };
  return (
    <>
      <button type="button" aria-expanded={isOpen.value} aria-controls="new-chat" onClick={toggle}>
        <Plus /> {texts.chats.newChat}
      </button>
      <div id="new-chat" ref={form} hidden={!isOpen.value}>
        <ActionForm action={check.ask} label={texts.chats.newChat}>
          <Field
            label={texts.chats.number}
            value={check.number}
            error={check.ask.failure.value?.byField.to}
            kind={{ name: "number", autocomplete: "off", inputMode: "tel" }}
          />
          <Notice kind={found?.exists === false ? "info" : "success"}>
            {found && (found.exists ? texts.chats.exists : texts.chats.existsNot)}
          </Notice>
          <div class="buttons">
            <BusyButton action={check.ask} submits>
              {texts.chats.check}
            </BusyButton>
            {found?.jid != null && (
              <button
                type="button"
                class="primary"
                onClick={() => {
                  if (found.jid !== null) goTo({ name: "chat", jid: found.jid });
                  toggle();
                }}
              >
                {texts.chats.openChat}
              </button>
            )}
          </div>
        </ActionForm>
      </div>
    </>
  );
}
