import { expect, it } from "vitest";
import type { Message } from "./message.ts";
import { timeline } from "./timeline.ts";

const message = (id: string, timestamp: number, different: Partial<Message> = {}): Message => ({
  ...{ id, timestamp, text: id, chat: "1@s.whatsapp.net", sender: "1@s.whatsapp.net", senderName: null, fromMe: false },
  ...{ type: "text", quotedId: null, details: null, status: "delivered", editedAt: null, revokedAt: null },
  ...different,
});
const reaction = (id: string, targetId: string, emoji: string, sender = "1@s.whatsapp.net") =>
  message(id, 9, { type: "reaction", sender, details: { reaction: { targetId, emoji } } });
const isSameDay = (a: number, b: number) => Math.floor(a / 10) === Math.floor(b / 10);

it("says which messages begin a day", () => {
  const shown = timeline([message("a", 1), message("b", 2), message("c", 11)], isSameDay);
  expect(shown.map(({ startsDay }) => startsDay)).toEqual([true, false, true]);
});

it("puts the last reaction of each person at its message", () => {
  const messages = [
    message("a", 1),
    reaction("r1", "a", "🙂"),
    reaction("r2", "a", "❤️"),
    reaction("r3", "a", "👍", "2@lid"),
  ];
  expect(timeline(messages, isSameDay).map(({ reactions }) => reactions)).toEqual([["❤️", "👍"]]);
});

it("forgets a reaction that was taken back", () => {
  const messages = [message("a", 1), reaction("r1", "a", "🙂"), reaction("r2", "a", "")];
  expect(timeline(messages, isSameDay)).toMatchObject([{ message: { id: "a" }, reactions: [] }]);
});

it("finds the message that is answered, when it is here", () => {
  const messages = [message("b", 2, { quotedId: "a" }), message("c", 3, { quotedId: "b" })];
  expect(timeline(messages, isSameDay).map(({ quoted }) => quoted?.id)).toEqual([undefined, "b"]);
});
