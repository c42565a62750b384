import { expect, it } from "vitest";
import { addressingOf, formatJid, isGroupJid, parseJid } from "./jid.ts";

it("leaves device 0 out of an address", () => {
  expect(formatJid("15550001111", "pn")).toBe("15550001111@s.whatsapp.net");
  expect(formatJid("15550001111", "lid", 3)).toBe("15550001111:3@lid");
});

it("reads back what it writes", () => {
  expect(parseJid("15550001111:7@lid")).toEqual({ user: "15550001111", device: 7, server: "lid" });
});

it("takes the server's own address as one without a user", () => {
  expect(parseJid("@s.whatsapp.net")).toEqual({ user: "", device: 0, server: "s.whatsapp.net" });
});

it("tells groups, LIDs and phone numbers apart", () => {
  expect(isGroupJid("120363000000000001@g.us")).toBe(true);
  expect(addressingOf("1@lid")).toBe("lid");
  expect(addressingOf("1@s.whatsapp.net")).toBe("pn");
});

it("says nothing about what is no address", () => {
  expect(parseJid("hello")).toBeUndefined();
  expect(parseJid(undefined)).toBeUndefined();
});
