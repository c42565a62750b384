import type { Phone } from "../actors/phone.ts";
import type { Counters } from "../counters.ts";
import type { Faults } from "../faults.ts";
import type { SimulatorLog } from "../log.ts";
import type { Account, Companion } from "../state/account.ts";
import type { Carrier } from "../state/carrier.ts";
import type { Directory } from "../state/directory.ts";
import type { IqRegistry } from "./iq-registry.ts";
import type { LinkCodeDesk } from "./link-code-desk.ts";
import type { PresenceBoard } from "./presence-board.ts";
import type { Session } from "./session.ts";

/** What every part of the protocol may reach: the network, seen from inside. */
export interface Hub {
  readonly directory: Directory;
  readonly carrier: Carrier;
  readonly faults: Faults;
  readonly counters: Counters;
  readonly log: SimulatorLog;
  readonly codes: LinkCodeDesk;
  readonly presence: PresenceBoard;
  readonly iqs: IqRegistry;
  /** To be called when a linked device has come or gone. */
  readonly cameOrWent: () => void;
  phoneOf(account: Account): Phone;
  /** The open session of a linked device. */
  sessionOf(companion: Companion): Session | undefined;
  /** Removes a device from its account; it can never log in again. */
  unlink(companion: Companion): void;
}
