import { texts } from "../texts/texts.ts";

/** Whose pages these are. */
export function Brand() {
  return (
    <span class="brand">
      <img src="icon.svg" alt="" width="28" height="28" />
      <span>{texts.product}</span>
    </span>
  );
}
