/** What a business tells about itself. Every field may be left out. */
export interface BusinessProfile {
  description?: string;
  address?: string;
  email?: string;
  website?: string;
  category?: string;
  hours?: BusinessHours;
}

/** When a business is open. */
export interface BusinessHours {
  /** IANA name, for example `Europe/Rome`. */
  timezone: string;
  days: readonly BusinessDay[];
}

/** Minutes count from midnight. */
export interface BusinessDay {
  day: "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";
  mode: "open_24h" | "appointment_only" | "specific_hours";
  openMinutes?: number;
  closeMinutes?: number;
}
