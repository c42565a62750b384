import { expect, it } from "vitest";
import { withMessage, withNewest, withOlder } from "./merge-messages.ts";
import type { Message } from "./message.ts";

const message = (id: string, timestamp: number, text = id): Message => ({
  ...{ id, timestamp, text, chat: "1@s.whatsapp.net", sender: "1@s.whatsapp.net", senderName: null, fromMe: false },
  ...{ type: "text", quotedId: null, details: null, status: "delivered", editedAt: null, revokedAt: null },
});
const ids = (messages: readonly Message[]) => messages.map(({ id }) => id).join("");
const [a, b, c, d] = [message("a", 1), message("b", 2), message("c", 2), message("d", 3)];

it("puts a message behind those of its second, and before later ones", () => {
  expect(ids(withMessage([a, b, d], c))).toBe("abcd");
  expect(ids(withMessage([], a))).toBe("a");
});

it("leaves a message that changed where it is", () => {
  expect(withMessage([a, b], message("a", 9, "edited")).map(({ text }) => text)).toEqual(["edited", "b"]);
});

it("puts the page before in front, and nothing twice", () => {
  expect(ids(withOlder([b, c], [a, b]))).toBe("abc");
});

it("keeps older messages when the newest page reaches back to them", () => {
  expect(withNewest([a, b, c], [b, c, d])).toEqual({ messages: [a, b, c, d], isGap: false });
});

it("keeps what came while the page was on its way", () => {
  expect(ids(withNewest([a, b, c, d], [b, c]).messages)).toBe("abcd");
});

it("forgets what was known when something is missing in between", () => {
  expect(withNewest([a], [c, d])).toEqual({ messages: [c, d], isGap: true });
});
