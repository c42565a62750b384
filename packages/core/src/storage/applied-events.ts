import type { Applied } from "../types/applied.ts";
import type { Message } from "../types/message.ts";

/** An event about a message, told as the message itself. */
interface MessageEvent {
  readonly type: "message.received" | "message.sent" | "message.undecryptable" | "message.edited" | "message.revoked";
  readonly message: Message;
}

/** An event about a message that the event tells in full. */
interface StatusEvent {
  readonly type: "message.status";
  readonly data: Applied["statuses"][number];
}

/** An event about a chat. */
interface ReadEvent {
  readonly type: "chat.read";
  readonly data: Applied["read"][number];
}

/** What happened when a batch was applied. */
export type AppliedEvent = MessageEvent | StatusEvent | ReadEvent;

/** The events that a batch makes, in the order in which they are told: in the feed, to listeners, to webhooks. */
export function appliedEvents({ stored, edited, revoked, statuses, read }: Applied): readonly AppliedEvent[] {
  return [
    ...stored.map((message) => ({ type: nameOf(message), message })),
    ...edited.map((message) => ({ type: "message.edited" as const, message })),
    ...revoked.map((message) => ({ type: "message.revoked" as const, message })),
    ...statuses.map((data) => ({ type: "message.status" as const, data })),
    ...read.map((data) => ({ type: "chat.read" as const, data })),
  ];
}

function nameOf({ type, fromMe }: Message): MessageEvent["type"] {
  if (type === "undecryptable") return "message.undecryptable";
  return fromMe ? "message.sent" : "message.received";
}
