import type { WABusinessProfile } from "@whiskeysockets/baileys";
import type { BusinessInfo } from "../../types/business.ts";

type Hours = WABusinessProfile["business_hours"];
type Day = NonNullable<Hours["business_config"]>[number];

const MINUTES_OF_A_DAY = 24 * 60;

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

/** As one line: `mon 09:00-17:30, tue open 24 h, wed by appointment (Europe/Rome)`, without days that cannot be read. */
function hoursOf({ business_config: config = [], timezone }: Hours): string | null {
  const days = config.map(dayOf).filter((day) => day !== undefined);
  if (days.length === 0) return null;
  return `${days.join(", ")}${timezone === undefined ? "" : ` (${timezone})`}`;
}

/** `undefined` where the attributes are not what Baileys' types promise: it hands them on as they came. */
function dayOf({ day_of_week: day, mode, open_time, close_time }: Partial<Day>): string | undefined {
  if (day === undefined) return undefined;
  if (mode === "open_24h") return `${day} open 24 h`;
  if (mode === "appointment_only") return `${day} by appointment`;
  const [open, close] = [clock(open_time), clock(close_time)];
  return mode === "specific_hours" && open !== undefined && close !== undefined ? `${day} ${open}-${close}` : undefined;
}

/** Minutes after midnight as people write them. */
function clock(minutes: unknown): string | undefined {
  const count = Number(minutes);
  if (!Number.isInteger(count) || count < 0 || count > MINUTES_OF_A_DAY) return undefined;
  return [Math.floor(count / 60), count % 60].map((part) => String(part).padStart(2, "0")).join(":");
}
