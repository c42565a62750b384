import type { ComponentChildren } from "preact";

/** A box to tick, with what it means beneath its label. */
export function Check({
  label,
  hint,
  isChecked,
  isInvalid = false,
  onChange,
}: {
  readonly label: string;
  readonly hint: ComponentChildren;
  readonly isChecked: boolean;
  readonly isInvalid?: boolean;
  readonly onChange: (isChecked: boolean) => void;
}) {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={isChecked}
        aria-invalid={isInvalid}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
      <span>
        {label}
        <span class="hint">{hint}</span>
      </span>
    </label>
  );
}
