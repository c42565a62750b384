import { expect, it } from "vitest";
import { slope } from "./trend.ts";

it("finds the slope of a line, and the middle one of what scatters about it", () => {
  const line = [0, 1, 2, 3].map((x) => ({ x, y: 5 + 2 * x }));
  expect(slope(line)).toBeCloseTo(2);
  const scattered = line.map(({ x, y }, index) => ({ x, y: y + (index % 3 === 0 ? 1 : -1) }));
  expect(slope(scattered)).toBeCloseTo(2);
});

it("finds no slope in what stays", () => {
  expect(slope([1, 2, 3].map((x) => ({ x, y: 7 })))).toBe(0);
});
