import { describe, expect, it } from "vitest";
import { figures, isClean, type Outcome, together } from "./outcome.ts";

const CLEAN: Outcome = {
  rounds: 2,
  delivered: 30,
  deliveredMeanwhile: 25,
  unreadable: 0,
  strangers: 0,
  queued: 0,
  died: 0,
  silent: 0,
  failedCalls: 0,
  findings: { lost: [], doubled: [], mixed: [] },
  resumedMs: [10, 30.4],
};

describe("an outcome", () => {
  it.each<[string, Partial<Outcome>]>([
    ["a loss", { findings: { lost: ["ada t1#1"], doubled: [], mixed: [] } }],
    ["a double", { findings: { lost: [], doubled: ["ada t1#1"], mixed: [] } }],
    ["a mix-up", { findings: { lost: [], doubled: [], mixed: ["ada t1#1"] } }],
    ["a tenant that was paired anew", { strangers: 1 }],
    ["a queue that does not empty", { queued: 1 }],
    ["a server that ends by itself", { died: 1 }],
    ["a fault in silence", { silent: 1 }],
    ["too few messages to prove anything", { deliveredMeanwhile: 19 }],
  ])("is not clean with %s", (_what, wrong) => {
    expect(isClean(CLEAN)).toBe(true);
    expect(isClean({ ...CLEAN, ...wrong })).toBe(false);
  });

  it("adds up with another", () => {
    const other = { ...CLEAN, findings: { lost: ["bob t2#2"], doubled: [], mixed: [] }, resumedMs: [20] };
    expect(figures(together(CLEAN, other))).toEqual({
      delivered: 60,
      lost: 1,
      doubled: 0,
      mixed: 0,
      unreadable: 0,
      strangers: 0,
      queued: 0,
      died: 0,
      silent: 0,
      resumedMedianMs: 20,
    });
  });

  it("has no median of nothing", () => {
    expect(figures({ ...CLEAN, resumedMs: [] }).resumedMedianMs).toBeNull();
  });
});
