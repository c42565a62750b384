import { describe, expect, it } from "vitest";
import { parseSearchQuery, wordsOf } from "./search-query.ts";

describe("wordsOf", () => {
  it.each([
    ["Hello, WORLD!", ["hello", "world"]],
    ["Ärger im Café", ["arger", "im", "cafe"]],
    ["cafe\u0301", ["cafe"]],
    ["İstanbul", ["istanbul"]],
    ["don't 👍 +49 151", ["don", "t", "49", "151"]],
    ["漢字 한국어 हिन्दी が", ["漢字", "한국어", "हिन्दी", "が"]],
    ["snake_case\u0000nul", ["snake", "case", "nul"]],
    ["👍 — …", []],
  ])("splits %j", (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it("cuts a word at the length of the longest query", () => {
    expect(wordsOf("a".repeat(70_000))).toEqual(["a".repeat(256)]);
  });
});

describe("parseSearchQuery", () => {
  it("takes the last word for a beginning and the others for whole", () => {
    expect(parseSearchQuery("See you, see you Tomo")).toEqual({ words: ["see", "you"], prefix: "tomo" });
    expect(parseSearchQuery("hello hel hello")).toEqual({ words: ["hello", "hel"], prefix: "hello" });
  });

  it("knows no operators", () => {
    expect(parseSearchQuery('"a" OR b* NOT tenant:c')).toEqual({
      words: ["a", "or", "b", "not", "tenant"],
      prefix: "c",
    });
  });

  it.each([[""], ["  "], ["👍 !"], ["a".repeat(257)], [undefined as unknown as string], [{} as unknown as string]])(
    "refuses %j",
    (query) => {
      expect(() => parseSearchQuery(query)).toThrowError(
        expect.objectContaining({
          code: "INVALID_SEARCH",
          message: "A search is 1 to 256 characters with at least one letter or digit among them.",
        }),
      );
    },
  );
});
