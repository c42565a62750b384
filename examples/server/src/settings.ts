import { z } from "zod";

/** A whole number within a range, as the environment writes it. */
export function wholeNumber(min: number, max: number, fallback: number) {
  const error = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,12}$/, error)
    .transform(Number)
    .refine((value) => value >= min && value <= max, error)
    .default(fallback);
}

/** A switch: `1` or `true`, `0` or `false`. */
export const flag = (fallback: boolean) =>
  z
    .enum(["1", "true", "0", "false"], "must be 1 or 0")
    .transform((value) => value === "1" || value === "true")
    .default(fallback);

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A time, such as `12h` or `7d`, in milliseconds; a number alone is seconds. */
export function duration(fallback: string) {
  return z
    .string()
    .default(fallback)
    .transform((text, context) => {
      const [, count = "0", unit = "s"] = /^(\d{1,9})([smhd])?$/.exec(text) ?? [];
      const ms = Number(count) * (UNITS[unit] ?? 0);
      if (ms === 0) context.addIssue("must be a time above 0, such as 30m, 12h or 7d");
      return ms;
    });
}
