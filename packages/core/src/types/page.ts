import { InvalidLimitError } from "../errors.ts";

/** Asks for a page, newest first. */
export interface PageRequest {
  /** At most so many items, 1 to 500. */
  readonly limit: number;
  /** Where the previous page ended: its `nextCursor`, or a timestamp in milliseconds to begin strictly before it. */
  readonly cursor?: string | undefined;
}

/** Asks for a page of conversations. */
export interface ChatPageRequest extends PageRequest {
  /**
   * Only conversations whose name or phone number contains this: 1 to 256 characters with a letter or digit among them. Case
   * and accents do not count, nor what stands between the digits of a number.
   */
  readonly containing?: string | undefined;
}

/** A page and the way to the next one. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Hand it back as `cursor`; `null` on the last page. */
  readonly nextCursor: string | null;
}

/** A page whose items are JSON already. */
export interface JsonPage {
  /** An array of the items as JSON. */
  readonly items: string;
  /** Hand it back as `cursor`; `null` on the last page. */
  readonly nextCursor: string | null;
}

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 500;

/** Fills in the default limit of 50. @throws InvalidLimitError unless it is a whole number from 1 to 500. */
export function parsePageRequest({ limit = DEFAULT_LIMIT, cursor }: Partial<PageRequest>): PageRequest {
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) throw new InvalidLimitError();
  return { limit, cursor };
}
