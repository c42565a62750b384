import { expect, it } from "vitest";
import type { Chat } from "./chat.ts";
import { mergeChats } from "./merge-chats.ts";

const chat = (jid: string, lastMessageAt: number, different: Partial<Chat> = {}): Chat => ({
  ...{ jid, lastMessageAt, altJid: null, name: null, unreadCount: 0, lastMessage: null },
  ...different,
});
const jids = (chats: readonly Chat[]) => chats.map(({ jid }) => jid);

it("brings the conversation with the latest message to the top", () => {
  expect(jids(mergeChats([chat("a", 3), chat("b", 2)], [chat("b", 4)]))).toEqual(["b", "a"]);
});

it("takes what came anew for what is true", () => {
  expect(mergeChats([chat("a", 3, { unreadCount: 2 })], [chat("a", 3)])).toEqual([chat("a", 3)]);
});

it("keeps conversations of one moment in the order of the API", () => {
  expect(jids(mergeChats([chat("a", 3), chat("c", 3)], [chat("b", 3)]))).toEqual(["c", "b", "a"]);
});

it("shows a contact once that got another address", () => {
  expect(jids(mergeChats([chat("1@lid", 3)], [chat("2@s.whatsapp.net", 4, { altJid: "1@lid" })]))).toEqual([
    "2@s.whatsapp.net",
  ]);
});
