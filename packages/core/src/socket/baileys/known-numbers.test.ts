import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { parseTenantId } from "../../types/parse-tenant-id.ts";
import { KnownNumbers } from "./known-numbers.ts";

const [ANNA, BERT] = [parseTenantId("anna"), parseTenantId("bert")];
const HOUR_MS = 3_600_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("remembers a number for a day, for the tenant that found it", () => {
  const known = new KnownNumbers();
  known.add(ANNA, "1@s.whatsapp.net", "2@s.whatsapp.net");
  vi.advanceTimersByTime(23 * HOUR_MS);
  expect(known.get(ANNA, "1@s.whatsapp.net")).toBe("2@s.whatsapp.net");
  expect(known.get(BERT, "1@s.whatsapp.net")).toBeUndefined();
  vi.advanceTimersByTime(2 * HOUR_MS);
  expect(known.get(ANNA, "1@s.whatsapp.net")).toBeUndefined();
});

it("forgets those that were not asked for when there are too many", () => {
  const known = new KnownNumbers();
  for (let index = 0; index <= 10_000; index += 1) known.add(ANNA, String(index), "1@s.whatsapp.net");
  expect(known.get(ANNA, "0")).toBeUndefined();
  expect(known.get(ANNA, "10000")).toBe("1@s.whatsapp.net");
});
