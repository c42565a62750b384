import type { Message } from "./message.ts";

/** A message as a chat shows it. */
export interface ShownMessage {
  readonly message: Message;
  /** True when it is the first of its day. */
  readonly startsDay: boolean;
  /** The emojis that it got, one for each person. */
  readonly reactions: readonly string[];
  /** The message that it answers, when that one is here. */
  readonly quoted: Message | undefined;
}

/** What a chat shows, the oldest first. Reactions stand at what they are about, and nowhere when it is not here. */
export function timeline(
  messages: readonly Message[],
  isSameDay: (a: number, b: number) => boolean,
): readonly ShownMessage[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const reactions = reactionsOf(messages);
  const shown = messages.filter(({ type, details }) => type !== "reaction" || details?.reaction === undefined);
  return shown.map((message, at) => {
    const before = shown[at - 1];
    return {
      message,
      startsDay: before === undefined || !isSameDay(before.timestamp, message.timestamp),
      reactions: [...(reactions.get(message.id)?.values() ?? [])],
      quoted: message.quotedId === null ? undefined : byId.get(message.quotedId),
    };
  });
}

/** By message, and by who reacted: only the last one of each counts, and an empty one takes it back. */
function reactionsOf(messages: readonly Message[]): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const reactions = new Map<string, Map<string, string>>();
  for (const { sender, fromMe, details } of messages) {
    if (details?.reaction === undefined) continue;
    const { targetId, emoji } = details.reaction;
    const ofTarget = reactions.get(targetId) ?? new Map<string, string>();
    const who = fromMe ? "" : sender;
    if (emoji === "") ofTarget.delete(who);
    else ofTarget.set(who, emoji);
    reactions.set(targetId, ofTarget);
  }
  return reactions;
}
