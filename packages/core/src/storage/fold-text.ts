/** A text without case and accents, so that what people take for the same is the same. */
export const foldText = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    // What is no accent goes back to where it was, such as the parts of a Korean syllable.
    .normalize("NFC");
