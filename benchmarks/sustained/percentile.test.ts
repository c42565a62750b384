import { expect, it } from "vitest";
import { percentile } from "./percentile.ts";

it("counts each value as often as it came, in whatever order", () => {
  const waits = new Map([
    [200, 2],
    [9, 88],
    [30, 10],
  ]);
  expect([0.5, 0.88, 0.98, 0.99].map((share) => percentile(waits, share))).toEqual([9, 9, 30, 200]);
});

it("has no percentile of nothing", () => {
  expect(percentile(new Map(), 0.99)).toBeNaN();
});
