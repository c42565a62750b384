import { expect, it } from "vitest";
import type { PhoneMessage } from "../../src/actors/phone-message.ts";
import { chatsOf } from "./chats.ts";

const ADA = "15550001111";
const GRACE = "15550002222";
const GROUP = "120363@g.us";

let count = 0;
function message(from: string, to: string, more: Partial<PhoneMessage> = {}): PhoneMessage {
  const direction = from === ADA ? "outgoing" : "incoming";
  return { id: String(++count), from, to, text: "hi", timestamp: count, direction, status: "delivered", ...more };
}

it("puts what went to and came from one number into one chat, the latest chat first", () => {
  const all = [message(ADA, GRACE), message("15550003333", ADA), message(GRACE, ADA)];
  const chats = chatsOf(all);
  expect(chats.map(({ id }) => id)).toEqual([GRACE, "15550003333"]);
  expect(chats[0]).toMatchObject({ messages: [all[0], all[2]], last: all[2] });
});

it("keeps a group apart from its members", () => {
  const all = [message(GRACE, GROUP), message(ADA, GROUP), message(GRACE, ADA)];
  expect(chatsOf(all).map(({ id, messages }) => [id, messages.length])).toEqual([
    [GRACE, 1],
    [GROUP, 2],
  ]);
});

it("counts as unread what came and was neither read nor taken back", () => {
  const all = [
    message(ADA, GRACE),
    message(GRACE, ADA),
    message(GRACE, ADA, { status: "read" }),
    message(GRACE, ADA, { revoked: true, text: "" }),
  ];
  expect(chatsOf(all)[0]?.unread).toBe(1);
});
