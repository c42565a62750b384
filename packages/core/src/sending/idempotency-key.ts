import { createHash } from "node:crypto";
import { InvalidIdempotencyKeyError } from "../errors.ts";
import type { Jid } from "../types/jid.ts";

const MAX_CHARACTERS = 255;
/** Nothing that a header or a log could not carry. */
const PRINTABLE = /^[\x21-\x7e]+$/;

/** @throws InvalidIdempotencyKeyError */
export function parseIdempotencyKey(key: string): string {
  if (key.length > MAX_CHARACTERS || !PRINTABLE.test(key)) throw new InvalidIdempotencyKeyError(MAX_CHARACTERS);
  return key;
}

/** SHA-256 of what is sent and to whom, in hexadecimal. */
export const digestOf = (chat: Jid, text: string): string =>
  createHash("sha256").update(`${chat}\n${text}`).digest("hex");
