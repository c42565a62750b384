import { InvalidBusinessError } from "../errors.ts";
import type { BusinessField, BusinessInfo } from "../types/business.ts";

const MAX_CHARACTERS = { name: 200, workingHours: 1_000, shippingDetails: 4_000 } as const;
const MAX_URL_CHARACTERS = 2_048;
const MAX_NUMBERS = 20;
const NUMBER = /^\+?\d{5,15}$/;
/** In visible characters alone: a parser of URLs would drop line breaks, and what is stored would still have them. */
const WEB_URL = /^https?:\/\/[^\s\p{Cc}]+$/iu;

type Check = (value: unknown, field: BusinessField) => string | readonly string[];

const text =
  (maxCharacters: number): Check =>
  (value, field) => {
    if (typeof value === "string" && value.trim() !== "" && value.length <= maxCharacters) return value;
    throw new InvalidBusinessError(field, `a text of 1 to ${maxCharacters} characters, or null`);
  };

const webUrl: Check = (value, field) => {
  const isUrl = typeof value === "string" && value.length <= MAX_URL_CHARACTERS && WEB_URL.test(value);
  if (isUrl && URL.canParse(value)) return value;
  throw new InvalidBusinessError(field, "an http or https URL, or null");
};

const numbers: Check = (value, field) => {
  const isList = Array.isArray(value) && value.length > 0 && value.length <= MAX_NUMBERS;
  if (isList && value.every((number) => typeof number === "string" && NUMBER.test(number))) return value;
  throw new InvalidBusinessError(field, `1 to ${MAX_NUMBERS} phone numbers of 5 to 15 digits, or null`);
};

const CHECKS: Readonly<Record<BusinessField, Check>> = {
  name: text(MAX_CHARACTERS.name),
  workingHours: text(MAX_CHARACTERS.workingHours),
  locationUrl: webUrl,
  shippingDetails: text(MAX_CHARACTERS.shippingDetails),
  instagramUrl: webUrl,
  websiteUrl: webUrl,
  mobileNumbers: numbers,
};

/** Checks what is to be changed; what is left out is no change. @throws InvalidBusinessError */
export function parseBusinessChange(change: Partial<BusinessInfo>): Partial<BusinessInfo> {
  const checked: Partial<Record<BusinessField, unknown>> = {};
  for (const [name, value] of Object.entries(change)) {
    const field = fieldOf(name);
    if (value !== undefined) checked[field] = value === null ? null : CHECKS[field](value, field);
  }
  return checked as Partial<BusinessInfo>;
}

/** What WhatsApp says, without what nobody could have saved: those who write it keep to no rules of ours. */
export function acceptableOf(found: Partial<BusinessInfo>): Partial<BusinessInfo> {
  return Object.fromEntries(Object.entries(found).filter(([field, value]) => isAcceptable(field, value)));
}

function isAcceptable(field: string, value: unknown): boolean {
  try {
    parseBusinessChange({ [field]: value });
    return true;
  } catch (error) {
    if (error instanceof InvalidBusinessError) return false;
    throw error;
  }
}

function fieldOf(name: string): BusinessField {
  if (Object.hasOwn(CHECKS, name)) return name as BusinessField;
  throw new InvalidBusinessError(name, `one of ${Object.keys(CHECKS).join(", ")}`);
}
