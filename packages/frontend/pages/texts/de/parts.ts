import type { Texts } from "../en/texts.ts";

export const parts: Texts["parts"] = {
  optional: "(freiwillig)",
  loading: "Lädt …",
  tryAgain: "Noch einmal versuchen",
  cancel: "Abbrechen",
  close: "Schließen",
  copy: "Kopieren",
  copied: "Kopiert.",
  notCopied: "Dieser Browser lässt die Seite nicht kopieren. Markieren und kopieren Sie den Text selbst.",
};
