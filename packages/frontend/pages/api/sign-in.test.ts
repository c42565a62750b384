import { expect, it } from "vitest";
import { tokenExpiresAt, tokenTenantId } from "./sign-in.ts";

/** A token whose payload is this, in the alphabet of tokens. */
const tokenOf = (payload: string): string =>
  `head.${btoa(payload).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}.signature`;

it("reads from a token whose it is and when it ends", () => {
  const token = tokenOf('{"userId":"tenant-a","exp":1800000000,"~":"???>>>"}');
  expect(token).toMatch(/[-_]/);
  expect(tokenTenantId(token)).toBe("tenant-a");
  expect(tokenExpiresAt(token)).toBe(1_800_000_000_000);
});

it.each(["", "one", "a.b.c", "a.%%%.c", tokenOf("null"), tokenOf("[]"), tokenOf('{"userId":7,"exp":"soon"}')])(
  "reads nothing from what is no token of ours: %j",
  (token) => {
    expect(tokenTenantId(token)).toBeUndefined();
    expect(tokenExpiresAt(token)).toBeUndefined();
  },
);
