import type { BinaryNode } from "@whiskeysockets/baileys";
import type { LoggedMessage } from "./message-log.ts";
import type { PhoneKeys } from "./phone-signal.ts";

/** A phone's own memory, as in the state file. */
export interface PhoneRecord {
  /** Made when first needed: most phones of a large test never speak. */
  keys: PhoneKeys | null;
  log: readonly LoggedMessage[];
  offline: boolean;
  /** What arrived while the phone was offline. */
  held: BinaryNode[];
  /** Which devices (`LID:device@lid`) have this phone's key of a group. */
  groupKeyHolders: Record<string, string[]>;
  /** The key with which linked devices encrypt settings that they share. */
  appStateKey: AppStateKey | null;
}

/** 6 bytes of name, 32 of key. */
export interface AppStateKey {
  readonly id: Uint8Array;
  readonly key: Uint8Array;
}

/** The memory of a new phone. */
export function newPhoneRecord(): PhoneRecord {
  return { keys: null, log: [], offline: false, held: [], groupKeyHolders: {}, appStateKey: null };
}
