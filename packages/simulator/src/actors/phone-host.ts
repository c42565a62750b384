import type { Account } from "../state/account.ts";
import type { Carrier } from "../state/carrier.ts";
import type { Directory } from "../state/directory.ts";

/** What ends a linked device's connection, and how. */
export type KickReason = "restart" | "replaced" | "logged_out" | "unavailable" | "banned" | "drop";

/** A device that has just been linked. */
export interface LinkedDevice {
  readonly phone: string;
  /** `PN:device@s.whatsapp.net` */
  readonly jid: string;
  /** `LID:device@lid` */
  readonly lid: string;
}

/** What a phone needs of the network around it. */
export interface PhoneHost {
  readonly directory: Directory;
  readonly carrier: Carrier;
  scanQr(account: Account, qr: string): Promise<LinkedDevice>;
  enterCode(account: Account, code: string): Promise<LinkedDevice>;
  kick(account: Account, reason: KickReason): number;
}
