import type { ComponentChildren } from "preact";
import type { Action } from "../state/action.ts";

/** How it looks: the one thing to do here, something that takes something away, or one of many. */
type ButtonKind = "primary" | "danger" | "plain" | "quiet";

/** What a button does. */
export interface BusyButtonProps {
  readonly action: Action;
  readonly kind?: ButtonKind;
  /** In an `ActionForm`: the form runs the action. */
  readonly submits?: boolean;
  /** Called after it worked. */
  readonly onDone?: () => void;
  /** What it is called, where its text alone does not say which of many it belongs to. */
  readonly label?: string;
  readonly children: ComponentChildren;
}

/** A button that runs an action. It is never `disabled` meanwhile, or it would lose the focus; a second press does nothing. */
export function BusyButton({ action, kind = "plain", submits = false, onDone, label, children }: BusyButtonProps) {
  const isBusy = action.isRunning.value;
  const run = async () => {
    if (await action.run()) onDone?.();
  };
  return (
    <button
      type={submits ? "submit" : "button"}
      class={kind}
      aria-busy={isBusy}
      aria-disabled={isBusy}
      aria-label={label}
      onClick={submits ? undefined : run}
    >
      {children}
    </button>
  );
}
