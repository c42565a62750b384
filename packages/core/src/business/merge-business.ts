import { type BusinessField, type BusinessInfo, NO_BUSINESS, type StoredBusiness } from "../types/business.ts";

/** A tenant of whose business nothing is stored. */
export const NOTHING_STORED: StoredBusiness = { info: NO_BUSINESS, fetched: [] };

/** What the tenant says is its own from now on; what it clears may be fetched again. */
export function saved({ info, fetched }: StoredBusiness, change: Partial<BusinessInfo>): StoredBusiness {
  return { info: { ...info, ...change }, fetched: fetched.filter((field) => !Object.hasOwn(change, field)) };
}

/** Fills what is empty or was fetched before, never what the tenant has said. */
export function filled({ info, fetched }: StoredBusiness, found: Partial<BusinessInfo>): StoredBusiness {
  const fields = (Object.keys(found) as BusinessField[]).filter(
    (field) => found[field] != null && (info[field] === null || fetched.includes(field)),
  );
  const news = Object.fromEntries(fields.map((field) => [field, found[field]]));
  return { info: { ...info, ...news }, fetched: [...new Set([...fetched, ...fields])].sort() };
}
