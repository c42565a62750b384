import { locale } from "./texts.ts";

const MOMENT = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
const DISTANCE = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });

const UNITS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1000],
] as const;

/** A moment as date and time. */
export const sayMoment = (ms: number): string => MOMENT.format(ms);

/** How far a moment is from `nowMs`: "in 6 days", "2 hours ago". Never further than it is: 119 minutes are one hour. */
export function sayDistance(ms: number, nowMs: number): string {
  const distance = ms - nowMs;
  const [unit, length] = UNITS.find(([, size]) => Math.abs(distance) >= size) ?? ["second", 1000];
  return DISTANCE.format(Math.trunc(distance / length), unit);
}
