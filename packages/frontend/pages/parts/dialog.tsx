import type { Signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";

/** What a dialog is about. */
export interface DialogProps {
  readonly isOpen: Signal<boolean>;
  readonly title: string;
  readonly children: ComponentChildren;
}

/** A modal dialog. The focus goes into it, to what has `autofocus`, and back to where it was; Escape closes it. */
export function Dialog({ isOpen, title, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const shows = isOpen.value;
  useLayoutEffect(() => {
    if (shows && dialog.current?.open === false) dialog.current.showModal();
  }, [shows]);
  // At once: a dialog that opens next finds the focus where it was before this one, and brings it back there.
  useLayoutEffect(
    () =>
      isOpen.subscribe((isToStay) => {
        if (!isToStay) dialog.current?.close();
      }),
    [isOpen],
  );
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onClose={() => {
        isOpen.value = false;
      }}
    >
      {shows && (
        <>
          <h2 id={id}>{title}</h2>
          {children}
        </>
      )}
    </dialog>
  );
}
