import { expect, it } from "vitest";
import { phoneOf } from "./phone-of.ts";

it.each([
  ["491511234567@s.whatsapp.net", "+491511234567"],
  ["491511234567:12@s.whatsapp.net", "+491511234567"],
  ["99@lid", "99@lid"],
  ["status@broadcast", "status@broadcast"],
])("says %s as %s", (jid, said) => {
  expect(phoneOf(jid)).toBe(said);
});
