import type { Signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { Action } from "../state/action.ts";
import { texts } from "../texts/texts.ts";
import { ActionForm } from "./action-form.tsx";
import { BusyButton } from "./busy-button.tsx";
import { Dialog } from "./dialog.tsx";

/** What is asked. */
export interface ConfirmDialogProps {
  readonly isOpen: Signal<boolean>;
  readonly title: string;
  /** What will happen then, and perhaps an input. */
  readonly children: ComponentChildren;
  /** What the button that does it says. */
  readonly confirm: string;
  readonly action: Action;
  /** Called after it worked, when the dialog is closed. */
  readonly onDone?: () => void;
}

/** Asks before something is done that cannot be taken back; it stays open when that fails, and says why. */
export function ConfirmDialog({ isOpen, title, children, confirm, action, onDone }: ConfirmDialogProps) {
  const close = () => {
    isOpen.value = false;
    action.forgetFailure();
  };
  return (
    <Dialog isOpen={isOpen} title={title}>
      <ActionForm
        action={action}
        onDone={() => {
          close();
          onDone?.();
        }}
      >
        {children}
        <div class="buttons">
          <button type="button" onClick={close} autofocus>
            {texts.parts.cancel}
          </button>
          <BusyButton action={action} kind="danger" submits>
            {confirm}
          </BusyButton>
        </div>
      </ActionForm>
    </Dialog>
  );
}
