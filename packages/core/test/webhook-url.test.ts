import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvalidWebhookUrlError } from "../src/errors.ts";
import { parseWebhookUrl } from "../src/webhooks/webhook-url.ts";

describe("parseWebhookUrl", () => {
  it.each(["https://your-webhook-endpoint.com", "http://127.0.0.1:8080/hook?a=b#c", "https://[::1]/"])(
    "returns %s unchanged",
    (url) => expect(parseWebhookUrl(url)).toBe(url),
  );

  it("takes null for no webhook", () => expect(parseWebhookUrl(null)).toBeNull());

  it.each([
    "",
    "example.com/hook",
    "/hook",
    "ftp://example.com/",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "https://user:secret@example.com/",
    "https://user@example.com/",
    " https://example.com/",
    "https://exa\nmple.com/",
    "https://",
    `https://example.com/${"a".repeat(2048)}`,
    42,
    {},
    ["https://example.com/"],
  ])("refuses %j", (value) => expect(() => parseWebhookUrl(value)).toThrow(InvalidWebhookUrlError));

  it("throws nothing else, whatever it is given", () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.webUrl(), fc.string()), (value) => {
        try {
          expect([value ?? null]).toContain(parseWebhookUrl(value));
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidWebhookUrlError);
        }
      }),
    );
  });
});
