import { expect, it } from "vitest";
import { filled, NOTHING_STORED, saved } from "./merge-business.ts";

const FOUND = { name: "Anna's bakery", websiteUrl: "https://example.com", instagramUrl: null };

it("fills what is empty, and remembers that it was fetched", () => {
  const { info, fetched } = filled(NOTHING_STORED, FOUND);
  expect(info).toMatchObject({ name: "Anna's bakery", websiteUrl: "https://example.com", instagramUrl: null });
  expect(fetched).toEqual(["name", "websiteUrl"]);
});

it("never touches what the tenant has saved, even when it saved what was fetched", () => {
  const told = saved(filled(NOTHING_STORED, FOUND), { name: "Anna's bakery", workingHours: "always" });
  const { info, fetched } = filled(told, { name: "Other", workingHours: "never", websiteUrl: "https://new.example" });
  expect(info).toMatchObject({ name: "Anna's bakery", workingHours: "always", websiteUrl: "https://new.example" });
  expect(fetched).toEqual(["websiteUrl"]);
});

it("fills again what the tenant has cleared, and keeps what WhatsApp no longer says", () => {
  const cleared = saved(filled(NOTHING_STORED, FOUND), { name: null });
  expect(cleared.info.name).toBeNull();
  const { info } = filled(cleared, { name: "Bakery", websiteUrl: null });
  expect(info).toMatchObject({ name: "Bakery", websiteUrl: "https://example.com" });
});
