import { expect, it } from "vitest";
import { sayAccount } from "./say-account.ts";

it.each([
  ["491511234567@s.whatsapp.net", "+491511234567"],
  ["491511234567:12@s.whatsapp.net", "+491511234567"],
  ["status@broadcast", undefined],
  [null, undefined],
])("says the account %s as %s", (jid, said) => {
  expect(sayAccount(jid)).toBe(said);
});
