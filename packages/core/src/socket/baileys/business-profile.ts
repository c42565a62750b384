import type { WABusinessProfile } from "@whiskeysockets/baileys";
import type { BusinessInfo } from "../../types/business.ts";

type Hours = WABusinessProfile["business_hours"];
type Day = NonNullable<Hours["business_config"]>[number];

/** Who the account is, beside its profile. */
interface Account {
  readonly name: string | undefined;
  /** The number's digits. */
  readonly phone: string | undefined;
}

/** What of a WhatsApp business profile has a place among ours. An address is no URL, and a description no shipping. */
export function businessOf(profile: WABusinessProfile, { name, phone }: Account): Partial<BusinessInfo> {
  const urls = profile.website.filter((url) => /^https?:\/\//i.test(url) && URL.canParse(url));
  const isInstagram = (url: string) => /^(www\.)?instagram\.com$/i.test(new URL(url).hostname);
  return {
    name: name ?? null,
    workingHours: hoursOf(profile.business_hours),
    instagramUrl: urls.find(isInstagram) ?? null,
    websiteUrl: urls.find((url) => !isInstagram(url)) ?? null,
    mobileNumbers: phone === undefined ? null : [`+${phone}`],
  };
}

/** As one line: `mon 09:00-17:30, tue open 24 h, wed by appointment (Europe/Rome)`. */
function hoursOf({ business_config: config = [], timezone }: Hours): string | null {
  if (config.length === 0) return null;
  return `${config.map(dayOf).join(", ")}${timezone === undefined ? "" : ` (${timezone})`}`;
}

function dayOf({ day_of_week: day, mode, open_time: open, close_time: close }: Day): string {
  if (mode === "open_24h") return `${day} open 24 h`;
  if (mode === "appointment_only") return `${day} by appointment`;
  return `${day} ${clock(open)}-${clock(close)}`;
}

/** Minutes after midnight as people write them. */
function clock(minutes: unknown): string {
  const count = Number(minutes ?? 0);
  return [Math.floor(count / 60), count % 60].map((part) => String(part).padStart(2, "0")).join(":");
}
