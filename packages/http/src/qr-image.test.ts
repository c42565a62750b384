import { expect, it } from "vitest";
import { QrImages } from "./qr-image.ts";

it("draws a PNG data URL", async () => {
  const url = await new QrImages().draw("2@ref,key,identity,secret");
  expect(url).toMatch(/^data:image\/png;base64,/);
  const [, encoded = ""] = url.split(",");
  expect(Buffer.from(encoded, "base64").subarray(1, 4).toString()).toBe("PNG");
});

it("draws a QR once however often it is polled", () => {
  const images = new QrImages();
  expect(images.draw("2@ref")).toBe(images.draw("2@ref"));
  expect(images.draw("2@other")).not.toBe(images.draw("2@ref"));
});
