import { BusyButton } from "../parts/busy-button.tsx";
import { Notice } from "../parts/notice.tsx";
import { texts } from "../texts/texts.ts";
import type { Replay } from "./replay.ts";

/** Delivers one event again, and says so. */
export function ReplayButton({ replay, label }: { readonly replay: Replay; readonly label: string }) {
  return (
    <>
      <BusyButton action={replay.run} label={label}>
        {texts.webhooks.resend}
      </BusyButton>
      <Notice kind="error">{replay.run.failure.value?.sentence}</Notice>
      <Notice kind="success">{replay.isDone.value && texts.webhooks.resent}</Notice>
    </>
  );
}
