import { expect, it } from "vitest";
import { Random } from "./random.ts";

const drawn = (seed: string) => {
  const random = new Random(seed);
  return Array.from({ length: 200 }, () => random.between(1, 3));
};

it("repeats itself with the same seed and not with another, and reaches both ends", () => {
  expect(drawn("a")).toEqual(drawn("a"));
  expect(drawn("a")).not.toEqual(drawn("b"));
  expect(new Set(drawn("a"))).toEqual(new Set([1, 2, 3]));
});
