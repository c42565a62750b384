import { locale, texts } from "./texts.ts";

const TIME = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" });
const SHORT_DATE = new Intl.DateTimeFormat(locale, { day: "2-digit", month: "2-digit", year: "2-digit" });
const DAY = new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
const COUNT = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
const UNITS = ["B", "kB", "MB", "GB", "TB"] as const;

/** The time of the day. */
export const timeOf = (ms: number): string => TIME.format(ms);

/** The time of today, the date of other days. */
export const shortTimeOf = (ms: number): string => (isSameDay(ms, Date.now()) ? TIME : SHORT_DATE).format(ms);

/** Which day it was. */
export function dayOf(ms: number): string {
  const yesterday = new Date();
  yesterday.setDate(yesterday.getDate() - 1);
  if (isSameDay(ms, Date.now())) return texts.chat.today;
  return isSameDay(ms, yesterday.getTime()) ? texts.chat.yesterday : DAY.format(ms);
}

/** True of two moments of one day here. */
export const isSameDay = (a: number, b: number): boolean => new Date(a).toDateString() === new Date(b).toDateString();

/** Minutes and seconds. */
export const lengthOf = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.round(seconds) % 60).padStart(2, "0")}`;

/** How large a file is. */
export function sizeOf(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${COUNT.format(bytes / 1000 ** step)} ${UNITS[step] ?? ""}`;
}
