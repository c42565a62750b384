import type { Signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { texts } from "../texts/texts.ts";

/** What an input is and what it says. */
export interface FieldProps {
  readonly label: string;
  readonly value: Signal<string>;
  readonly hint?: ComponentChildren;
  /** What is wrong with the value. */
  readonly error?: string | undefined;
  /** Says beside the label that it may stay empty. */
  readonly isOptional?: boolean;
  /** A line of text, several, dots instead of what is typed, or a date with its time. @defaultValue `"line"` */
  readonly shape?: "line" | "lines" | "secret" | "moment";
  readonly kind?: InputKind;
}

/** What kind of text an input takes; browsers offer help and the right keyboard for it. */
interface InputKind {
  readonly name?: string;
  readonly autocomplete?: "username" | "url" | "tel" | "off" | "current-password" | "organization";
  readonly inputMode?: "text" | "url" | "tel" | "search";
  readonly autocapitalize?: "none";
  readonly spellcheck?: boolean;
  readonly placeholder?: string;
}

/** An input with its label, a hint, and what is wrong with it. */
export function Field({ label, value, hint, error, isOptional = false, shape = "line", kind = {} }: FieldProps) {
  const id = useId();
  const described = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`].filter(Boolean);
  const attributes = {
    id,
    value: value.value,
    "aria-describedby": described.length > 0 ? described.join(" ") : undefined,
    "aria-invalid": error !== undefined,
    onInput: ({ currentTarget }: { readonly currentTarget: { readonly value: string } }) => {
      value.value = currentTarget.value;
    },
  };
  return (
    <div class="field">
      <label for={id}>
        {label} {isOptional && <span class="soft">{texts.parts.optional}</span>}
      </label>
      {shape === "line" && <input type="text" {...kind} {...attributes} />}
      {shape === "lines" && <textarea rows={3} {...kind} {...attributes} />}
      {shape === "secret" && <input type="password" {...kind} {...attributes} />}
      {shape === "moment" && <input type="datetime-local" {...kind} {...attributes} />}
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p class="wrong" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}
