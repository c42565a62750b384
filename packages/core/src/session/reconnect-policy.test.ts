import fc from "fast-check";
import { expect, it } from "vitest";
import { nextDelayMs } from "./reconnect-policy.ts";

it("waits at most the base before the first retry and doubles the ceiling with each further one", () => {
  const ceilings = [1, 2, 3, 4].map((attempt) => nextDelayMs(attempt, 0.999_999, { baseDelayMs: 1000 }));
  expect(ceilings).toEqual([999, 1999, 3999, 7999]);
});

it("spreads retries over the whole wait, so that a thousand sessions do not come back at once", () => {
  expect(nextDelayMs(3, 0, { baseDelayMs: 1000 })).toBe(0);
  expect(nextDelayMs(3, 0.5, { baseDelayMs: 1000 })).toBe(2000);
});

it("never waits longer than the ceiling, however often it has failed", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100_000 }),
      fc.double({ min: 0, max: 0.999_999, noNaN: true }),
      (attempt, random) => {
        const delay = nextDelayMs(attempt, random, { maxDelayMs: 60_000 });
        expect(delay).toBeGreaterThanOrEqual(0);
        expect(delay).toBeLessThan(60_000);
      },
    ),
  );
});
