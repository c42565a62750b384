import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvalidCursorError } from "../errors.ts";
import { pageOf, pageWindow } from "./cursor.ts";

const position = fc.record({
  timestamp: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  id: fc.string({ minLength: 1, maxLength: 100, unit: "grapheme" }),
});

describe("cursors", () => {
  it("lead back to the position that they were made of, whatever the id", () => {
    fc.assert(
      fc.property(position, (last) => {
        const { nextCursor } = pageOf([last, last], 1, (item) => item);
        expect(pageWindow({ limit: 1, cursor: nextCursor ?? "" }).before).toEqual(last);
      }),
    );
  });

  it("are refused, or are what we would have written, whatever a caller makes up", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String(), fc.string({ unit: "binary" })), (cursor) => {
        try {
          const { before } = pageWindow({ limit: 1, cursor });
          const isTimestamp = /^\d+$/.test(cursor) && before.id === "";
          expect(isTimestamp || pageOf([before, before], 1, (item) => item).nextCursor === cursor).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidCursorError);
        }
      }),
    );
  });
});
