import { LRUCache } from "lru-cache";
import type { Jid } from "../../types/jid.ts";
import type { TenantId } from "../../types/tenant.ts";

const MAX_NUMBERS = 10_000;
const LIFE_MS = 24 * 60 * 60 * 1000;

/** Numbers that a tenant has found to be on WhatsApp. Absence is never remembered: people join. */
export class KnownNumbers {
  readonly #found = new LRUCache<string, Jid>({ max: MAX_NUMBERS, ttl: LIFE_MS, perf: Date });

  get(tenant: TenantId, asked: Jid): Jid | undefined {
    return this.#found.get(`${tenant} ${asked}`);
  }

  add(tenant: TenantId, asked: Jid, canonical: Jid): void {
    this.#found.set(`${tenant} ${asked}`, canonical);
  }
}
