import type { Message } from "./message.ts";

/** The messages with one that came or changed, the oldest first. One that is there keeps its place. */
export function withMessage(messages: readonly Message[], message: Message): readonly Message[] {
  const at = messages.findIndex(({ id }) => id === message.id);
  if (at !== -1) return messages.with(at, message);
  const after = messages.findLastIndex(({ timestamp }) => timestamp <= message.timestamp);
  return messages.toSpliced(after + 1, 0, message);
}

/** The messages with the page before them. */
export function withOlder(messages: readonly Message[], older: readonly Message[]): readonly Message[] {
  const known = new Set(messages.map(({ id }) => id));
  return [...older.filter(({ id }) => !known.has(id)), ...messages];
}

/** What is known after the newest page was loaded anew. `isGap` when it does not reach back to what was known. */
export function withNewest(
  messages: readonly Message[],
  newest: readonly Message[],
): { readonly messages: readonly Message[]; readonly isGap: boolean } {
  const [first] = newest;
  const at = messages.findIndex(({ id }) => id === first?.id);
  const isGap = at === -1;
  const loaded = new Set(newest.map(({ id }) => id));
  const last = newest.at(-1)?.timestamp ?? 0;
  // They came while the page was on its way.
  const later = messages.slice(Math.max(at, 0)).filter(({ id, timestamp }) => !loaded.has(id) && timestamp >= last);
  const before = isGap ? [] : messages.slice(0, at);
  return { messages: later.reduce(withMessage, [...before, ...newest]), isGap };
}
