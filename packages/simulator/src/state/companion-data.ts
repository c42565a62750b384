import type { BinaryNode } from "@whiskeysockets/baileys";
import type { PreKey, SignedPreKey } from "./pre-key.ts";

/** What the server keeps about a linked device. Plain data. */
export interface CompanionData {
  readonly id: number;
  readonly keyIndex: number;
  /** The static Noise key: who logs in as this device must own it. */
  readonly noiseKey: Uint8Array;
  identityKey: Uint8Array;
  registrationId: number;
  signedPreKey: SignedPreKey;
  preKeys: PreKey[];
  /** Whether the phone has sent history and app state keys. */
  bootstrapped: boolean;
}

/** A linked device as it is written to the state file. */
export interface CompanionRecord extends CompanionData {
  readonly queue: readonly BinaryNode[];
}
