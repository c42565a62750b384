import type { EventBody } from "@polyphone/client";

/** The address of the chat in which an event happened; `undefined` when it happened in none. */
export function chatOf({ event, data }: EventBody): string | undefined {
  if (event === "message.status") return data.key.chat;
  if (event === "chat.read") return data.chat;
  return "message" in data ? data.message.chat : undefined;
}
