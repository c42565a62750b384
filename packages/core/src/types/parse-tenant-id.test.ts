import { expect, it } from "vitest";
import { parseTenantId } from "./parse-tenant-id.ts";

it.each(["abc", "tenant-a", "A.b_c-9", "console", "nul-1", "7".repeat(128)])("takes %s for a tenant id", (id) => {
  expect(parseTenantId(id)).toBe(id);
});

it.each([
  "",
  "ab",
  "..",
  "../etc",
  "a/b/c",
  "a\\b\\c",
  ".hidden",
  "-dash",
  "a b c",
  "tenant\n",
  "ünicode",
  "tenant.",
  "NUL",
  "con.txt",
  "Com1",
  "x".repeat(129),
  7,
  null,
  undefined,
  {},
])("refuses %j, which could become a path or a key of somebody else's", (id) => {
  expect(() => parseTenantId(id)).toThrowError(expect.objectContaining({ code: "INVALID_TENANT_ID" }));
});
