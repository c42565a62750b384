import { InvalidSearchError } from "../errors.ts";
import { foldText } from "./fold-text.ts";
import { MAX_QUERY_CHARACTERS, wordsOf } from "./search-query.ts";

/** What a conversation has to contain: the one in its name, or the other in its phone number. */
export interface ChatFilter {
  /** As {@link foldText} writes it. */
  readonly name: string;
  /** Digits; `null` for what is no part of a number. */
  readonly number: string | null;
}

/** Takes every character literally, but for what people put between the digits of a number. @throws InvalidSearchError */
export function parseChatFilter(containing: string): ChatFilter {
  if (typeof containing !== "string" || containing.length > MAX_QUERY_CHARACTERS) throw new InvalidSearchError();
  const trimmed = containing.trim();
  if (wordsOf(trimmed).length === 0) throw new InvalidSearchError();
  const digits = trimmed.replace(/[+\s().-]/g, "");
  return { name: foldText(trimmed), number: /^\d+$/.test(digits) ? digits : null };
}
