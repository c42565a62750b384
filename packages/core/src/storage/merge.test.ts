import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MessageStatus } from "../types/message.ts";
import { advance } from "./merge.ts";

const STATUSES = ["pending", "sent", "delivered", "read", "failed"] as const satisfies readonly MessageStatus[];
const status = fc.constantFrom(...STATUSES);

const settle = (statuses: readonly MessageStatus[]) =>
  statuses.reduce((current, next) => advance(current, next) ?? current, "pending" as MessageStatus);

describe("advance", () => {
  it.each([
    ["pending", "sent", "sent"],
    ["sent", "read", "read"],
    ["read", "delivered", undefined],
    ["sent", "sent", undefined],
    ["pending", "failed", "failed"],
    ["sent", "failed", "failed"],
    ["delivered", "failed", undefined],
    ["read", "failed", undefined],
    ["failed", "sent", undefined],
    ["failed", "delivered", "delivered"],
  ] as const)("moves %s by %s to %s", (current, next, expected) => expect(advance(current, next)).toBe(expected));

  it("ends at the same status, whatever the order the receipts come in", () => {
    fc.assert(
      fc.property(
        fc
          .array(status)
          .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        ([list, shuffled]) => {
          expect(settle(shuffled)).toBe(settle(list));
        },
      ),
    );
  });
});
