import { useSignal } from "@preact/signals";
import { texts } from "../texts/texts.ts";

/** Copies a text, and says so. */
export function CopyButton({ text, label = texts.parts.copy }: { readonly text: string; readonly label?: string }) {
  const said = useSignal("");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      said.value = texts.parts.copied;
    } catch {
      // Browsers refuse it on pages that did not come over https, and to who has forbidden it.
      said.value = texts.parts.notCopied;
    }
  };
  return (
    <span class="copy">
      <button type="button" onClick={copy}>
        {label}
      </button>
      <span role="status">{said}</span>
    </span>
  );
}
