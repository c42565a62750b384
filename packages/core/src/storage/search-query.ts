import { InvalidSearchError } from "../errors.ts";
import { foldText } from "./fold-text.ts";

export const MAX_QUERY_CHARACTERS = 256;

/** Of a longer word only so much counts: no query could tell the rest. */
const MAX_WORD_CHARACTERS = MAX_QUERY_CHARACTERS;

/** What a search looks for. Every word has to be there, in any order. */
export interface SearchQuery {
  /** Whole words, as {@link wordsOf} writes them. */
  readonly words: readonly string[];
  /** How some word has to begin: whoever types may not have finished the last one. */
  readonly prefix: string;
}

/**
 * The words of a text: runs of letters, digits and the marks on them, without case and accents. Texts and queries are
 * split by this alone, so that both always agree. In a script without spaces, such a run is one word.
 */
export function wordsOf(text: string): readonly string[] {
  const words = foldText(text).match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? [];
  return words.map((word) => word.slice(0, MAX_WORD_CHARACTERS));
}

/** Takes every character literally: a search has no operators. @throws InvalidSearchError */
export function parseSearchQuery(query: string): SearchQuery {
  if (typeof query !== "string" || query.length > MAX_QUERY_CHARACTERS) throw new InvalidSearchError();
  const words = wordsOf(query);
  const prefix = words.at(-1);
  if (prefix === undefined) throw new InvalidSearchError();
  return { words: [...new Set(words.slice(0, -1))], prefix };
}
