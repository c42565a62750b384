import type { Random } from "./random.ts";

const cursor = (text: string) => Buffer.from(text).toString("base64url");

/** Texts that have broken servers: of ours, of others, and those that look as if they could. */
export const HOSTILE_TEXTS = [
  "",
  " ",
  ".",
  "..",
  "../x",
  "..\\x",
  "%2e%2e%2f",
  "/etc/passwd",
  "a/b",
  "a\0b",
  "\0",
  "CON",
  "LPT1.txt",
  "__proto__",
  "constructor",
  "toString",
  "[object Object]",
  "null",
  "undefined",
  "NaN",
  "true",
  "-1",
  "0",
  "1.5",
  "1e309",
  "0x10",
  "９００",
  "9007199254740993",
  "99999999999999999999999",
  "-9223372036854775808",
  "ｔｅｎａｎｔ-a",
  "tenаnt-a",
  "tenant-a\u200b",
  "\u202etenant-a",
  "e\u0301".repeat(50),
  "\ud800",
  "👩‍👩‍👧".repeat(20),
  "\r\nX-Injected: 1",
  "'; DROP TABLE messages; --",
  "<script>alert(1)</script>",
  "{{7*7}}",
  "%s%n%x",
  "@s.whatsapp.net",
  "12345@s.whatsapp.net",
  "12345:7@s.whatsapp.net",
  "99999999999999999999@g.us",
  "status@broadcast",
  "1@lid",
  cursor("9007199254740993:1"),
  cursor("1700000000000:x"),
  cursor("1:"),
  cursor("\0:\0"),
  "http://[::1",
  "https://a.example:99999/",
  "https://user:secret@a.example/",
  "javascript:alert(1)",
  "file:///etc/passwd",
  "http://169.254.169.254/",
  "x".repeat(129),
  "x".repeat(513),
  "x".repeat(10_000),
  "é".repeat(60_000),
] as const;

/** A text that nobody expects. */
export const hostileText = (random: Random): string =>
  random.percent(25) ? random.text(40) : random.pick(HOSTILE_TEXTS);

/** A value of JSON that nobody expects, of any type. */
export function hostileValue(random: Random, depth = 0): unknown {
  const inner = () => (depth > 3 ? null : hostileValue(random, depth + 1));
  switch (random.below(9)) {
    case 0:
      return random.pick([0, -0, -1, 1.5, 1e308, -1e308, 2 ** 53 + 2, 2 ** 31, Number.MIN_VALUE]);
    case 1:
      return random.pick([null, true, false]);
    case 2:
      return Array.from({ length: random.below(4) }, inner);
    case 3:
      return Array.from({ length: random.pick([21, 2_000]) }, () => 0);
    case 4:
      return JSON.parse(`{"__proto__":${JSON.stringify(inner())},"constructor":{"prototype":{"polluted":1}}}`);
    case 5:
      return Object.fromEntries([
        [hostileText(random), inner()],
        ["length", 1e9],
      ]);
    default:
      return hostileText(random);
  }
}
