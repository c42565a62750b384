import type { BusinessProfile } from "../state/business-profile.ts";
import { Fields, invalid } from "./body.ts";

const TEXTS = ["description", "address", "email", "website", "category"] as const;

/** `true`, `false`, or a profile of texts. Opening hours are for the TypeScript API. */
export function readBusiness(value: unknown): boolean | BusinessProfile {
  if (typeof value === "boolean") return value;
  if (typeof value !== "object" || value === null) throw invalid('"business" must be true, false or a profile');
  const fields = new Fields(JSON.stringify(value), TEXTS);
  const profile: BusinessProfile = {};
  for (const name of TEXTS) if (fields.has(name)) profile[name] = fields.text(name);
  return profile;
}
