const HUES = 8;

/** A person as a coloured letter; the colour follows from the number. */
export function Avatar({ id, name }: { readonly id: string; readonly name: string }) {
  const hue = [...id].reduce((sum, character) => sum + (character.codePointAt(0) ?? 0), 0) % HUES;
  const [first = ""] = new Intl.Segmenter().segment(name.replace(/^\+/, "").trim());
  return (
    <span class={`avatar hue-${hue}`} aria-hidden="true">
      {first === "" ? "" : first.segment.toUpperCase()}
    </span>
  );
}
