import { type Signal, signal } from "@preact/signals";

const drafts = new Map<string, Signal<string>>();

/** What is being written in a chat; it is there again when the chat is opened again. */
export function draftFor(jid: string): Signal<string> {
  const draft = drafts.get(jid) ?? signal("");
  drafts.set(jid, draft);
  return draft;
}
