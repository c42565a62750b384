import type { TenantId } from "../../types/tenant.ts";
import { KEYED_SENDS, type KeyedSend, type SendStore } from "../send-store.ts";

/** Keyed sends in maps, oldest first. */
export class MemorySendStore implements SendStore {
  readonly #sends = new Map<TenantId, Map<string, KeyedSend>>();
  readonly #assertOpen: () => void;

  constructor(assertOpen: () => void) {
    this.#assertOpen = assertOpen;
  }

  async claim(tenant: TenantId, send: KeyedSend): Promise<KeyedSend> {
    this.#assertOpen();
    const sends = this.#sends.get(tenant) ?? new Map<string, KeyedSend>();
    this.#sends.set(tenant, sends);
    const standing = sends.get(send.key);
    if (standing !== undefined) return standing;
    for (const { key, createdAt } of sends.values()) {
      if (sends.size < KEYED_SENDS.keptCount && createdAt >= send.createdAt - KEYED_SENDS.keptMs) break;
      sends.delete(key);
    }
    sends.set(send.key, send);
    return send;
  }

  erase(tenant: TenantId): void {
    this.#sends.delete(tenant);
  }
}
