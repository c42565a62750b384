import { expect, it } from "vitest";
import { parseBusinessChange } from "./parse-business.ts";

it("takes every field, and null to clear it", () => {
  const change = {
    name: "Anna's bakery",
    workingHours: "mon-fri 8-18",
    locationUrl: "https://maps.example.com/?q=1",
    shippingDetails: "within two days",
    instagramUrl: "http://instagram.com/anna",
    websiteUrl: "https://example.com",
    mobileNumbers: ["+1234567890", "9876543210"],
  };
  expect(parseBusinessChange(change)).toEqual(change);
  const cleared = Object.fromEntries(Object.keys(change).map((field) => [field, null]));
  expect(parseBusinessChange(cleared)).toEqual(cleared);
});

it.each([
  ["name", ""],
  ["name", "x".repeat(201)],
  ["name", 5],
  ["workingHours", " "],
  ["websiteUrl", "javascript:alert(1)"],
  ["websiteUrl", "https://"],
  ["websiteUrl", "https://example.com/\nX-Header: 1"],
  ["locationUrl", `https://example.com/${"x".repeat(2_048)}`],
  ["mobileNumbers", []],
  ["mobileNumbers", ["mum"]],
  ["mobileNumbers", Array(21).fill("1234567890")],
  ["colour", "red"],
  ["__proto__x", "y"],
])("refuses %s: %j, and says which field and what it takes", (field, value) => {
  const refuse = () => parseBusinessChange({ [field]: value });
  expect(refuse).toThrow(expect.objectContaining({ code: "INVALID_BUSINESS", field }));
});
