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
  /** Edits and revokes that this phone sent, by their own ids: a device may ask for them again. */
  changes: Record<string, SentContent>;
  /** The key with which linked devices encrypt settings that they share. */
  appStateKey: AppStateKey | null;
}

/** What was sent under an id, and to which chat. */
interface SentContent {
  readonly chat: string;
  /** The encoded `proto.Message`. */
  readonly content: Uint8Array;
}

/** 6 bytes of name, 32 of key. */
export interface AppStateKey {
  readonly id: Uint8Array;
  readonly key: Uint8Array;
}

/** The memory of a new phone. */
export function newPhoneRecord(): PhoneRecord {
  return { keys: null, log: [], offline: false, held: [], groupKeyHolders: {}, changes: {}, appStateKey: null };
}
