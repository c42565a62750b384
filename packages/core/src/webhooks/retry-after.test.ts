import { expect, it } from "vitest";
import { retryAfterMs } from "./retry-after.ts";

it("understands seconds and dates, and nothing else", () => {
  expect(retryAfterMs({ "retry-after": "120" })).toBe(120_000);
  const inAnHour = retryAfterMs({ "retry-after": new Date(Date.now() + 3_600_000).toUTCString() });
  expect(inAnHour).toBeGreaterThan(3_590_000);
  expect(inAnHour).toBeLessThanOrEqual(3_600_000);
  expect(retryAfterMs({ "retry-after": "Wed, 21 Oct 2015 07:28:00 GMT" })).toBe(0);
  for (const value of ["soon", "-1x", "", undefined, ["1", "2"]])
    expect(retryAfterMs({ "retry-after": value })).toBeUndefined();
});
