import { de } from "./de/texts.ts";
import { en, type Texts } from "./en/texts.ts";

/** All languages, by their tags. */
export const LANGUAGES = { en, de } as const satisfies Record<string, Texts>;

/** The tag of a language that the pages speak. */
export type Language = keyof typeof LANGUAGES;

const KEY = "polyphone.language";

/** What was chosen, or else the first of the browser's languages that the pages speak, or else English. */
export const language: Language =
  [localStorage.getItem(KEY) ?? "", ...navigator.languages].map((tag) => tag.split("-")[0] ?? "").find(isLanguage) ??
  "en";

/** The language as it is spoken where the browser is, for dates and numbers: `en-GB` writes them otherwise than `en-US`. */
export const locale: string = navigator.languages.find((tag) => tag.split("-")[0] === language) ?? language;

/** Everything that pages say, in the language of whoever looks. */
export const texts: Texts = LANGUAGES[language];

/** Keeps the choice for all pages, and shows this one anew. */
export function chooseLanguage(chosen: Language): void {
  localStorage.setItem(KEY, chosen);
  location.reload();
}

function isLanguage(tag: string): tag is Language {
  return Object.hasOwn(LANGUAGES, tag);
}
