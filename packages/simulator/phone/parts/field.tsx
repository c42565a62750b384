import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  /** Draws the input with what ties it to its label. */
  readonly children: (ties: { readonly id: string; readonly "aria-describedby"?: string }) => ComponentChildren;
}

/** An input with a label and, if need be, a word on what to write. */
export function Field({ label, hint, children }: FieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({ id, ...(hint !== undefined && { "aria-describedby": `${id}-hint` }) })}
      {hint !== undefined && (
        <span class="soft hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </div>
  );
}
