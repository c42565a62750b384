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

/** A switch: `1` or `true`, `0` or `false`. Off unless given. */
export const flag = z
  .enum(["1", "true", "0", "false"], "must be 1 or 0")
  .transform((value) => value === "1" || value === "true")
  .default(false);
