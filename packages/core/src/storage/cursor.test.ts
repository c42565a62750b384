import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvalidCursorError } from "../errors.ts";
import { arrivalBefore, messagePosition, pageOf, pageWindow } from "./cursor.ts";

const position = fc.record({
  timestamp: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  id: fc.string({ minLength: 1, maxLength: 100, unit: "grapheme" }),
});

const place = fc.record({
  timestamp: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  arrival: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
});

describe("cursors", () => {
  it("lead back to the message that they were made of", () => {
    fc.assert(
      fc.property(place, (last) => {
        const { nextCursor } = pageOf([last, last], 1, messagePosition);
        const { before } = pageWindow({ limit: 1, cursor: nextCursor ?? "" });
        expect([before.timestamp, arrivalBefore(before)]).toEqual([last.timestamp, last.arrival]);
      }),
    );
  });

  it("begin before every message of a second when they name nothing but its time", () => {
    expect(arrivalBefore(pageWindow({ limit: 1, cursor: "1780000000000" }).before)).toBe(0);
  });

  it.each(["A", "-1", "1.5", "1e3", "0x10", " 1", "1\u0000", "99999999999999999999"])(
    "name no message by the arrival %j",
    (id) => expect(() => arrivalBefore({ timestamp: 1, id })).toThrow(InvalidCursorError),
  );

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
