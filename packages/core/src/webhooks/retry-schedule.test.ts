import { describe, expect, it } from "vitest";
import { horizonMs, retryDelayMs, SCHEDULE_DEFAULTS } from "./retry-schedule.ts";

const HOUR = 3_600_000;

describe("retryDelayMs", () => {
  it("follows the schedule of ten tries, then gives up", () => {
    const delays = Array.from({ length: 10 }, (_, index) => retryDelayMs(index + 1, 0, SCHEDULE_DEFAULTS));
    const hours = [2, 5, 10, 14, 20, 24].map((count) => count * HOUR);
    expect(delays).toEqual([5_000, 300_000, 1_800_000, ...hours, null]);
  });

  it("spreads a wait by up to a fifth", () => {
    expect(retryDelayMs(1, 0.5, SCHEDULE_DEFAULTS)).toBe(5_500);
    expect(retryDelayMs(1, 0.9999, SCHEDULE_DEFAULTS)).toBeLessThan(6_000);
  });

  it("waits as long as the receiver asks, within bounds, and never less than the schedule says", () => {
    expect(retryDelayMs(1, 0, SCHEDULE_DEFAULTS, 60_000)).toBe(60_000);
    expect(retryDelayMs(1, 0, SCHEDULE_DEFAULTS, 1_000)).toBe(5_000);
    expect(retryDelayMs(1, 0, SCHEDULE_DEFAULTS, 365 * 24 * HOUR)).toBe(24 * HOUR);
    expect(retryDelayMs(10, 0, SCHEDULE_DEFAULTS, 60_000)).toBeNull();
  });

  it("ends within four days", () => {
    expect(horizonMs(SCHEDULE_DEFAULTS)).toBeGreaterThan(75 * HOUR);
    expect(horizonMs(SCHEDULE_DEFAULTS)).toBeLessThan(96 * HOUR);
  });
});
