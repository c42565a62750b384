import type { BinaryNode } from "@whiskeysockets/baileys";
import type { Addressing } from "../wire/jid.ts";
import type { AccountData } from "./account-data.ts";
import type { CompanionData } from "./companion-data.ts";
import type { DeliveryQueue } from "./delivery-queue.ts";
import type { PreKeyBundle } from "./pre-key.ts";

/** A phone number on the network: one phone and the devices linked to it. */
export interface Account {
  readonly data: AccountData;
  readonly phone: Endpoint;
  /** Linked devices by number, in the order in which they were linked. */
  readonly companions: Map<number, Companion>;
  /** Accounts that asked for the device list and must hear when it changes. */
  readonly watchers: Set<Account>;
  /** The address of a device, the phone unless told otherwise. */
  jid(addressing: Addressing, device?: number): string;
  /** The phone first, then linked devices. */
  endpoints(): Endpoint[];
  endpoint(device: number): Endpoint | undefined;
  /** To be called after every change of what the state file holds. */
  readonly changed: () => void;
}

/** A device of an account, as the server sees it: somewhere to take keys from and to deliver stanzas to. */
export interface Endpoint {
  readonly account: Account;
  /** 0 is the phone, others are linked devices. */
  readonly id: number;
  readonly keyIndex: number;
  /** Hands a bundle out; its one-time key is never handed out again. */
  takeBundle(): PreKeyBundle;
  /** Sees to it that the device gets the stanza, now or when it is back. */
  deliver(stanza: BinaryNode): void;
}

/** A device that was linked by QR or code: a Baileys socket, for instance. */
export interface Companion extends Endpoint {
  readonly data: CompanionData;
  /** What it has not confirmed yet. */
  readonly queue: DeliveryQueue;
  /** Set while the device is connected and has asked for its messages. */
  line: Line | undefined;
  /** The device confirms what it got. Tells whether that was still open; see `DeliveryQueue.confirm`. */
  confirm(tag: string, answer: BinaryNode): boolean;
}

/** The live connection of a linked device. */
export interface Line {
  send(stanza: BinaryNode): void;
}
