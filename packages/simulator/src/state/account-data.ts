import type { BusinessProfile } from "./business-profile.ts";

/** Changes of settings that devices share (app state), as clients wrote them; the server cannot read them. */
export interface Collection {
  version: number;
  patches: Uint8Array[];
}

/** What the server keeps about a number. Plain data: it is written to the state file as it is. */
export interface AccountData {
  /** Digits with the country code, no plus sign. */
  readonly phone: string;
  /** The user part of the LID. */
  readonly lid: string;
  name: string;
  about: string;
  business: BusinessProfile | null;
  banned: boolean;
  /** Device numbers and key indexes are never used twice. */
  nextDevice: number;
  privacy: Record<string, string>;
  /** Phone numbers of accounts whose messages are dropped. */
  blocked: string[];
  collections: Record<string, Collection>;
}

const PRIVACY_CATEGORIES = ["readreceipts", "last", "profile", "status", "groupadd", "online", "calladd", "messages"];

/** A new account. Everybody may see everything: Baileys sends read receipts only if `readreceipts` is "all". */
export function newAccountData(phone: string, lid: string): AccountData {
  return {
    phone,
    lid,
    name: "",
    about: "",
    business: null,
    banned: false,
    nextDevice: 1,
    privacy: Object.fromEntries(PRIVACY_CATEGORIES.map((category) => [category, "all"])),
    blocked: [],
    collections: {},
  };
}
