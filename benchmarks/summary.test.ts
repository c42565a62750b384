import { expect, it } from "vitest";
import { summarize } from "./summary.ts";

it("takes the median of the paired ratios, not the ratio of the medians", () => {
  const pairs = [
    { ours: { cpu: 11 }, theirs: { cpu: 10 } },
    { ours: { cpu: 30 }, theirs: { cpu: 20 } },
    { ours: { cpu: 90 }, theirs: { cpu: 100 } },
  ];
  expect(summarize(pairs)).toEqual({
    ratios: { cpu: { median: 1.1, min: 0.9, max: 1.5 } },
    ours: { cpu: { median: 30, min: 11, max: 90 } },
    theirs: { cpu: { median: 20, min: 10, max: 100 } },
  });
});

it("refuses a metric that one side did not measure", () => {
  expect(() => summarize([{ ours: { cpu: 1 }, theirs: {} }])).toThrow("one side did not measure cpu");
});
