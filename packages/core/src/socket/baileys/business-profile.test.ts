import type { WABusinessProfile } from "@whiskeysockets/baileys";
import { expect, it } from "vitest";
import { businessOf } from "./business-profile.ts";

const ANNA = { name: "Anna", phone: "15550007001" };

const profileOf = (change: object): WABusinessProfile => ({
  description: "",
  email: undefined,
  website: [],
  business_hours: {},
  ...change,
});

/** The opening hours of a profile with these days, as they come off the wire. */
const hoursOf = (...days: readonly object[]) =>
  businessOf(profileOf({ business_hours: { timezone: "Europe/Rome", business_config: days } }), ANNA).workingHours;

it("tells an Instagram page from a website, and takes only what is a web address", () => {
  const website = ["javascript:alert(1)", "https://www.instagram.com/anna", "https://notinstagram.com"];
  expect(businessOf(profileOf({ website }), ANNA)).toEqual({
    name: "Anna",
    workingHours: null,
    instagramUrl: "https://www.instagram.com/anna",
    websiteUrl: "https://notinstagram.com",
    mobileNumbers: ["+15550007001"],
  });
});

it("writes out the hours of each day", () => {
  const mon = { day_of_week: "mon", mode: "specific_hours", open_time: "0", close_time: "1440" };
  const tue = { day_of_week: "tue", mode: "specific_hours", open_time: 545, close_time: 1020 };
  expect(hoursOf(mon, tue)).toBe("mon 00:00-24:00, tue 09:05-17:00 (Europe/Rome)");
});

it.each([
  { day_of_week: "wed", mode: "specific_hours" },
  { day_of_week: "wed", mode: "specific_hours", open_time: "soon", close_time: "1020" },
  { day_of_week: "wed", mode: "specific_hours", open_time: "540", close_time: "1441" },
  { day_of_week: "wed", mode: "specific_hours", open_time: "-1", close_time: "1020" },
  { day_of_week: "wed", mode: "by the moon" },
  { mode: "open_24h" },
])("leaves out a day that cannot be read: %j", (day) => {
  expect(hoursOf(day, { day_of_week: "thu", mode: "open_24h" })).toBe("thu open 24 h (Europe/Rome)");
  expect(hoursOf(day)).toBeNull();
});
