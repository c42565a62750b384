import type { components } from "@polyphone/client";

/** What a tenant tells about its business. */
export type Business = components["schemas"]["Business"];

export type BusinessField = keyof Business;

/** In the order in which they are asked for. */
export const BUSINESS_FIELDS = [
  "name",
  "website_url",
  "working_hours",
  "mobile_numbers",
  "instagram_url",
  "location_url",
  "shipping_details",
] as const satisfies readonly BusinessField[];

/** A value as an input shows it: nothing is empty, numbers are lines. */
export function textOf(value: Business[BusinessField] | undefined): string {
  return typeof value === "string" ? value : (value ?? []).join("\n");
}

/** What was written, as the API takes it. */
export function writtenValue<Field extends BusinessField>(field: Field, text: string): Business[Field];
export function writtenValue(field: BusinessField, text: string): Business[BusinessField] {
  if (text.trim() === "") return null;
  return field === "mobile_numbers" ? linesOf(text) : text;
}

const linesOf = (text: string): readonly string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** A field that would become something else. */
export interface Difference {
  readonly field: BusinessField;
  readonly now: string;
  readonly wouldBe: string;
}

/** Where two differ. */
export const differences = (now: Business, wouldBe: Business): readonly Difference[] =>
  BUSINESS_FIELDS.map((field) => ({ field, now: textOf(now[field]), wouldBe: textOf(wouldBe[field]) })).filter(
    (one) => one.now !== one.wouldBe,
  );
