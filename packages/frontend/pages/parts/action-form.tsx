import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import type { Action } from "../state/action.ts";
import { focusOnceShown } from "./focus-once-shown.ts";
import { Notice } from "./notice.tsx";

/** A form whose submission is an action. When that fails, it says so, and the focus goes to the first input that is wrong. */
export function ActionForm({
  action,
  label,
  onDone,
  children,
}: {
  readonly action: Action;
  /** What the form is called, where no heading says it. */
  readonly label?: string;
  /** Called after it worked. */
  readonly onDone?: () => void;
  readonly children: ComponentChildren;
}) {
  const form = useRef<HTMLFormElement>(null);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (await action.run()) onDone?.();
    else if (action.failure.value !== undefined) {
      focusOnceShown(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]'));
    }
  };
  return (
    <form ref={form} noValidate aria-label={label} onSubmit={submit}>
      <Notice kind="error">{action.failure.value?.sentence}</Notice>
      {children}
    </form>
  );
}
