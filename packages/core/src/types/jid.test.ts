import { expect, it } from "vitest";
import { bareJid, parseRecipient } from "./jid.ts";

it.each([
  ["1234567890", "1234567890@s.whatsapp.net"],
  ["+49 (151) 234-567.89", "4915123456789@s.whatsapp.net"],
  ["1234567890@s.whatsapp.net", "1234567890@s.whatsapp.net"],
  ["99887766554433@lid", "99887766554433@lid"],
  ["120363021234567890@g.us", "120363021234567890@g.us"],
])("reads %s as %s", (written, jid) => {
  expect(parseRecipient(written)).toBe(jid);
});

it.each([
  "",
  "hello",
  "12",
  "1".repeat(16),
  "a@s.whatsapp.net",
  "1234567890@evil.example",
  "123456:7@s.whatsapp.net",
  1234567890,
  null,
])("refuses %j as a recipient", (written) => {
  expect(() => parseRecipient(written)).toThrowError(expect.objectContaining({ code: "INVALID_RECIPIENT" }));
});

it("takes the device off a JID", () => {
  expect(bareJid("49123:7@s.whatsapp.net")).toBe("49123@s.whatsapp.net");
  expect(bareJid("49123@s.whatsapp.net")).toBe("49123@s.whatsapp.net");
});
