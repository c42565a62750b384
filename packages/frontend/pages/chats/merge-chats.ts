import type { Chat } from "./chat.ts";

/** The list with what has come anew, in the order of the API: the latest first. */
export function mergeChats(known: readonly Chat[], news: readonly Chat[]): readonly Chat[] {
  // A contact that gets another address takes its conversation along.
  const renewed = new Set(news.flatMap(({ jid, altJid }) => (altJid === null ? [jid] : [jid, altJid])));
  return [...news, ...known.filter(({ jid }) => !renewed.has(jid))].sort(latestFirst);
}

const latestFirst = (a: Chat, b: Chat): number =>
  b.lastMessageAt - a.lastMessageAt || (a.jid < b.jid ? 1 : a.jid > b.jid ? -1 : 0);
