import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { retryDelayMs } from "../src/webhooks/retry-policy.ts";

describe("retryDelayMs", () => {
  it("doubles up to the ceiling", () => {
    const options = { baseDelayMs: 100, maxDelayMs: 500 };
    expect([1, 2, 3, 4, 5].map((failures) => retryDelayMs(failures, 0, options))).toEqual([50, 100, 200, 250, 250]);
  });

  it("gives up after the last attempt", () => {
    expect(retryDelayMs(2, 0, { maxAttempts: 3 })).not.toBeNull();
    expect(retryDelayMs(3, 0, { maxAttempts: 3 })).toBeNull();
  });

  it("stays between half of the wait and all of it", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 7 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (failures, random) => {
          const full = 1_000 * 2 ** (failures - 1);
          const delay = retryDelayMs(failures, random) ?? -1;
          expect(delay).toBeGreaterThanOrEqual(full / 2);
          expect(delay).toBeLessThanOrEqual(full);
        },
      ),
    );
  });
});
