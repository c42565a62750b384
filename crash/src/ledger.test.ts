import { beforeEach, describe, expect, it } from "vitest";
import { Ledger } from "./ledger.ts";

const NOBODY_WAITS = new Map<string, ReadonlySet<string>>();
let ledger: Ledger;
let first: string;
let second: string;

function write(label: string, id: string, readers: readonly string[], changes?: string, hasText = true): string {
  const token = ledger.nextToken(label);
  ledger.sent(token, { id, readers, hasText, ...(changes !== undefined && { changes }) });
  return `${token} hello`;
}

beforeEach(() => {
  ledger = new Ledger();
  first = write("t1", "A", ["ada"]);
  second = write("g1", "B", ["ada", "bob"]);
});

describe("a ledger", () => {
  it("finds nothing wrong when each reader has each message once, beside texts of others", () => {
    const stored = new Map([
      ["ada", [first, second, "a text of somebody else"]],
      ["bob", [second]],
    ]);
    expect(ledger.compare(stored, NOBODY_WAITS)).toEqual({ lost: [], doubled: [], mixed: [] });
    expect(ledger.delivered(NOBODY_WAITS)).toBe(3);
  });

  it("finds a message that one of its readers does not have, and a tenant who has nothing at all", () => {
    const { lost } = ledger.compare(new Map([["ada", [first]]]), NOBODY_WAITS);
    expect(lost).toEqual(["ada g1#2 (B)", "bob g1#2 (B)"]);
  });

  it("does not miss what still waits for the reader", () => {
    const queued = new Map([["bob", new Set(["B"])]]);
    expect(ledger.compare(new Map([["ada", [first, second]]]), queued).lost).toEqual([]);
    expect(ledger.delivered(queued)).toBe(2);
  });

  it("finds a message that stands twice", () => {
    const stored = new Map([
      ["ada", [first, second, first]],
      ["bob", [second]],
    ]);
    expect(ledger.compare(stored, NOBODY_WAITS)).toEqual({ lost: [], doubled: ["ada t1#1 (A)"], mixed: [] });
  });

  it("finds a message with a tenant that it was not for", () => {
    const stored = new Map([
      ["ada", [first, second]],
      ["bob", [second, first]],
      ["eve", [second]],
    ]);
    expect(ledger.compare(stored, NOBODY_WAITS)).toEqual({
      lost: [],
      doubled: [],
      mixed: ["bob t1#1 (A)", "eve g1#2 (B)"],
    });
  });

  describe("with an edit", () => {
    let edited: string;

    beforeEach(() => {
      edited = write("t1", "C", ["ada"], "t1#1");
    });

    const found = (...texts: string[]) =>
      ledger.compare(
        new Map([
          ["ada", [second, ...texts]],
          ["bob", [second]],
        ]),
        NOBODY_WAITS,
      );

    it("expects the new text in the place of the old one", () => {
      expect(found(edited)).toEqual({ lost: [], doubled: [], mixed: [] });
      expect(found(first)).toEqual({ lost: ["ada t1#3 (C, changes t1#1)"], doubled: [], mixed: [] });
      expect(found()).toEqual({ lost: ["ada t1#3 (C, changes t1#1)"], doubled: [], mixed: [] });
      expect(found(first, edited)).toEqual({ lost: [], doubled: ["ada t1#3 (C, changes t1#1)"], mixed: [] });
    });

    it("expects the old text while the edit still waits", () => {
      const queued = new Map([["ada", new Set(["C"])]]);
      expect(ledger.compare(new Map([["ada", [first, second]]]), queued).lost).toEqual(["bob g1#2 (B)"]);
    });
  });

  it("misses a revoke whose text is still there, and no text that was taken back", () => {
    write("t1", "C", ["ada"], "t1#1", false);
    const stored = new Map([
      ["ada", [second]],
      ["bob", [second]],
    ]);
    expect(ledger.compare(stored, NOBODY_WAITS).lost).toEqual([]);
    stored.set("ada", [first, second]);
    expect(ledger.compare(stored, NOBODY_WAITS).lost).toEqual(["ada t1#3 (C, changes t1#1)"]);
  });
});
