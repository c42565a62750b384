/** What a tenant tells about its business. `null` is nothing. */
export interface BusinessInfo {
  readonly name: string | null;
  readonly workingHours: string | null;
  readonly locationUrl: string | null;
  readonly shippingDetails: string | null;
  readonly instagramUrl: string | null;
  readonly websiteUrl: string | null;
  /** Phone numbers as the tenant writes them. */
  readonly mobileNumbers: readonly string[] | null;
}

export type BusinessField = keyof BusinessInfo;

/** A tenant's business as it is stored. */
export interface StoredBusiness {
  readonly info: BusinessInfo;
  /** Fields that came from WhatsApp and not from the tenant: only these, and empty ones, may be fetched again. */
  readonly fetched: readonly BusinessField[];
}

/** What came of asking WhatsApp for the business profile. */
export interface BusinessRefresh {
  /** True when WhatsApp had a profile. */
  readonly fetched: boolean;
  /** True when it changed something here. */
  readonly persisted: boolean;
  /** Why nothing was fetched. */
  readonly reason: "not_connected" | "no_business_profile" | null;
  /** What the tenant tells now or, of a preview, what it would tell. */
  readonly business: BusinessInfo;
}

/** Nothing is known of it. */
export const NO_BUSINESS: BusinessInfo = {
  name: null,
  workingHours: null,
  locationUrl: null,
  shippingDetails: null,
  instagramUrl: null,
  websiteUrl: null,
  mobileNumbers: null,
};

/** In the names that the API and webhooks use. */
export interface PlainBusiness {
  readonly name: BusinessInfo["name"];
  readonly working_hours: BusinessInfo["workingHours"];
  readonly location_url: BusinessInfo["locationUrl"];
  readonly shipping_details: BusinessInfo["shippingDetails"];
  readonly instagram_url: BusinessInfo["instagramUrl"];
  readonly website_url: BusinessInfo["websiteUrl"];
  readonly mobile_numbers: BusinessInfo["mobileNumbers"];
}

/** The same in those names. */
export const plainBusiness = (info: BusinessInfo): PlainBusiness => ({
  name: info.name,
  working_hours: info.workingHours,
  location_url: info.locationUrl,
  shipping_details: info.shippingDetails,
  instagram_url: info.instagramUrl,
  website_url: info.websiteUrl,
  mobile_numbers: info.mobileNumbers,
});

const texts = new WeakMap<BusinessInfo, string>();

/** The same as JSON, made once for each. */
export function businessJson(info: BusinessInfo): string {
  const known = texts.get(info) ?? JSON.stringify(plainBusiness(info));
  texts.set(info, known);
  return known;
}
