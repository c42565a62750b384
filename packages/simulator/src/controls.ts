import type { Group } from "./actors/group.ts";
import type { Phone } from "./actors/phone.ts";
import type { SimulatorState } from "./counters.ts";
import type { Faults } from "./faults.ts";
import type { Screens } from "./screens.ts";
import type { BusinessProfile } from "./state/business-profile.ts";
import type { Addressing } from "./wire/jid.ts";

/** Who a phone belongs to. */
export interface PhoneOptions {
  /** The name that others see. */
  name?: string;
  /** Makes the account a business: `true`, or with a profile. */
  business?: boolean | BusinessProfile;
}

/** A group to be made. */
export interface GroupOptions {
  subject: string;
  /** Phones or their numbers. The first one makes the group and is its superadmin. */
  members: readonly (Phone | string)[];
  /** How members are named. @defaultValue `"lid"`, as in new groups of WhatsApp */
  addressingMode?: Addressing;
}

/** What clients must be told so that they trust the simulator. */
export interface Trust {
  /** Curve25519 public key of the Noise root, 32 bytes in hex. */
  readonly noiseRootPublicKey: string;
  /** PEM of the authority of the media server; `null`: there is none. */
  readonly mediaCa: string | null;
}

/** What the admin API and the phone in the browser can do: the simulator without its life cycle. */
export interface SimulatorControls {
  readonly trust: Trust;
  readonly faults: Faults;
  readonly screens: Screens;
  state(): SimulatorState;
  phones(): Phone[];
  groups(): Group[];
  phone(number?: string, options?: PhoneOptions): Phone;
  existingPhone(number: string): Phone;
  phoneForQr(qr: string): Phone;
  group(options: GroupOptions): Group;
  onChange(listener: () => void): () => void;
}
