import { texts } from "../texts/texts.ts";
import type { Message } from "./message.ts";

/** No list shows more of a text than this. */
const LONGEST = 200;

/** A message in one line. */
export function describeMessage({ type, text }: Pick<Message, "type" | "text">): string {
  const kind = texts.chat.kinds[type];
  if (type === "revoked" || type === "undecryptable") return kind;
  if (text === null || text === "") return kind;
  const words = text.slice(0, LONGEST);
  return type === "text" || type === "other" ? words : `${kind}: ${words}`;
}
