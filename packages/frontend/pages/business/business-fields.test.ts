import { expect, it } from "vitest";
import { type Business, differences, textOf, writtenValue } from "./business-fields.ts";

const NOTHING: Business = {
  ...{ name: null, working_hours: null, location_url: null, shipping_details: null },
  ...{ instagram_url: null, website_url: null, mobile_numbers: null },
};

it("shows numbers as lines, and reads lines as numbers", () => {
  expect(textOf(["+1234567890", "98765"])).toBe("+1234567890\n98765");
  expect(writtenValue("mobile_numbers", " +1234567890 \n\n98765\n")).toEqual(["+1234567890", "98765"]);
});

it("takes what is empty for nothing", () => {
  expect(textOf(null)).toBe("");
  expect([writtenValue("name", "  "), writtenValue("mobile_numbers", "\n")]).toEqual([null, null]);
});

it("tells where two profiles differ", () => {
  const wouldBe = { ...NOTHING, name: "Shop", mobile_numbers: ["12345"] };
  expect(differences({ ...NOTHING, website_url: null }, wouldBe)).toEqual([
    { field: "name", now: "", wouldBe: "Shop" },
    { field: "mobile_numbers", now: "", wouldBe: "12345" },
  ]);
});
