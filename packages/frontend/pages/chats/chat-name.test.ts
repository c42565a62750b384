import { expect, it } from "vitest";
import { chatName } from "./chat-name.ts";

it("calls a conversation by its name, or else by the number behind it", () => {
  const jid = "4915112345678@s.whatsapp.net";
  expect(chatName({ jid, altJid: null, name: "Ada" })).toBe("Ada");
  expect(chatName({ jid, altJid: "99@lid", name: null })).toBe("+4915112345678");
  expect(chatName({ jid: "99@lid", altJid: jid, name: null })).toBe("+4915112345678");
  expect(chatName({ jid: "99@lid", altJid: null, name: null })).toBe("99@lid");
});
