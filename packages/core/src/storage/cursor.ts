import { InvalidCursorError, InvalidLimitError } from "../errors.ts";
import type { Page, PageRequest } from "../types/page.ts";

/** A place in a list, newest first: a timestamp, and which of its items (a chat's JID, a message's arrival). */
export interface Position {
  readonly timestamp: number;
  readonly id: string;
}

/** The checked form of a {@link PageRequest}: items strictly before a position. */
export interface PageWindow {
  readonly limit: number;
  readonly before: Position;
}

const MAX_LIMIT = 500;
const MAX_CURSOR_CHARACTERS = 1024;

/** No real id is empty, so an empty one stands before every item of its timestamp. */
const beforeAllOf = (timestamp: number): Position => ({ timestamp, id: "" });

/**
 * Checks what a caller asks for.
 * @throws InvalidLimitError and InvalidCursorError
 */
export function pageWindow({ limit, cursor }: PageRequest): PageWindow {
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) throw new InvalidLimitError();
  return { limit, before: cursor === undefined ? beforeAllOf(Number.MAX_SAFE_INTEGER) : parseCursor(cursor) };
}

/** The page of what a storage found when it was asked for one item more than the limit. */
export function pageOf<Item>(found: readonly Item[], limit: number, positionOf: (item: Item) => Position): Page<Item> {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: found.length > limit && last !== undefined ? formatCursor(positionOf(last)) : null };
}

/** Which messages of its second stand before a position; none when it names a second alone. @throws InvalidCursorError */
export function arrivalBefore({ id }: Position): number {
  if (id === "") return 0;
  const arrival = Number(id);
  if (!/^\d+$/.test(id) || !Number.isSafeInteger(arrival)) throw new InvalidCursorError();
  return arrival;
}

/** The position of a message in its chat. */
export const messagePosition = ({ timestamp, arrival }: { readonly timestamp: number; readonly arrival: number }) => ({
  timestamp,
  id: String(arrival),
});

function formatCursor({ timestamp, id }: Position): string {
  return Buffer.from(`${timestamp}:${id}`).toString("base64url");
}

function parseCursor(cursor: unknown): Position {
  if (typeof cursor !== "string" || cursor.length > MAX_CURSOR_CHARACTERS) throw new InvalidCursorError();
  // The base64 of a digit begins with a letter, so no cursor of ours is ever taken for a timestamp.
  if (/^\d{1,16}$/.test(cursor)) return beforeAllOf(timestampOf(cursor));
  const [, timestamp, id] = /^(\d{1,16}):(.+)$/s.exec(Buffer.from(cursor, "base64url").toString()) ?? [];
  if (timestamp === undefined || id === undefined) throw new InvalidCursorError();
  const position = { timestamp: timestampOf(timestamp), id };
  // Node's decoder skips what it does not know; only what we wrote ourselves reads back the same.
  if (formatCursor(position) !== cursor) throw new InvalidCursorError();
  return position;
}

function timestampOf(digits: string): number {
  const timestamp = Number(digits);
  if (!Number.isSafeInteger(timestamp)) throw new InvalidCursorError();
  return timestamp;
}
