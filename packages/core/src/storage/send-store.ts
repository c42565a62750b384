import type { Jid } from "../types/jid.ts";
import type { TenantId } from "../types/tenant.ts";

/** A send under a key of the caller's, noted before anything leaves. */
export interface KeyedSend {
  /** The caller's own name for this send. */
  readonly key: string;
  /** The message's id, under which every try goes out. */
  readonly id: string;
  readonly chat: Jid;
  /** SHA-256 of the content, in hexadecimal. */
  readonly digest: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/** So long a key is kept, unless so many later ones follow. */
export const KEYED_SENDS = { keptMs: 24 * 60 * 60 * 1000, keptCount: 100_000 } as const;

/** Which message was sent under which key, so that no retry makes a second one. */
export interface SendStore {
  /**
   * Notes the send unless its key is in use, and resolves with the one that stands once it survives a crash. Of calls with
   * one key at the same time, one stands. Keys are kept as {@link KEYED_SENDS} says; each new one clears older ones away.
   */
  claim(tenant: TenantId, send: KeyedSend): Promise<KeyedSend>;
}
