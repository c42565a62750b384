import { expect, it } from "vitest";
import { parseChatFilter } from "./chat-filter.ts";

it.each([
  ["  Zo\u00eb ", { name: "zoe", number: null }],
  ["100%_", { name: "100%_", number: null }],
  ["+49 (151) 12-3.4", { name: "+49 (151) 12-3.4", number: "491511234" }],
  ["7", { name: "7", number: "7" }],
])("looks for %j", (containing, filter) => {
  expect(parseChatFilter(containing)).toEqual(filter);
});

it.each([[""], ["  "], ["+"], ["a".repeat(257)], [undefined as unknown as string], [{} as unknown as string]])(
  "refuses %j",
  (containing) => {
    expect(() => parseChatFilter(containing)).toThrowError(expect.objectContaining({ code: "INVALID_SEARCH" }));
  },
);
