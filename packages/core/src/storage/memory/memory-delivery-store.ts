import type { Page, PageRequest } from "../../types/page.ts";
import type { TenantId } from "../../types/tenant.ts";
import {
  LOGGED_ATTEMPTS,
  type WebhookAttempt,
  type WebhookDeadLetter,
  type WebhookLane,
} from "../../types/webhook-delivery.ts";
import { pageOf, pageWindow } from "../cursor.ts";
import { type DeliveryStore, deadLetterPosition, type LaneProgress } from "../delivery-store.ts";
import { newestBefore } from "./newest-before.ts";

/** What is kept of one endpoint. */
interface Kept {
  readonly lane: WebhookLane;
  readonly attempts: readonly WebhookAttempt[];
  readonly dead: readonly WebhookDeadLetter[];
}

/** Lanes and what became of them, in maps. */
export class MemoryDeliveryStore implements DeliveryStore {
  readonly #kept = new Map<TenantId, Map<string, Kept>>();

  constructor(private readonly assertOpen: () => void) {}

  async lanes(tenant: TenantId): Promise<readonly WebhookLane[]> {
    return [...this.#of(tenant).values()].map(({ lane }) => lane);
  }

  async advance(progress: readonly LaneProgress[]): Promise<void> {
    this.assertOpen();
    for (const { tenant, lane, attempts, died, revived } of progress) {
      const mine = this.#of(tenant);
      const before = mine.get(lane.endpoint);
      const again = new Set([...revived, ...died.map(({ position }) => position)]);
      mine.set(lane.endpoint, {
        lane,
        attempts: [...(before?.attempts ?? []), ...attempts].slice(-LOGGED_ATTEMPTS),
        dead: [...(before?.dead ?? []).filter(({ position }) => !again.has(position)), ...died],
      });
      this.#kept.set(tenant, mine);
    }
  }

  async attempts(tenant: TenantId, endpoint: string): Promise<readonly WebhookAttempt[]> {
    return (this.#of(tenant).get(endpoint)?.attempts ?? []).toReversed();
  }

  async deadLetters(tenant: TenantId, request: PageRequest): Promise<Page<WebhookDeadLetter>> {
    const window = pageWindow(request);
    const dead = [...this.#of(tenant).values()].flatMap((kept) => kept.dead);
    return pageOf(newestBefore(dead, window, deadLetterPosition), window.limit, deadLetterPosition);
  }

  async remove(tenant: TenantId, endpoint: string): Promise<void> {
    this.#of(tenant).delete(endpoint);
  }

  /** Forgets the dead letters whose event is trimmed. */
  trim(tenant: TenantId, upTo: number): void {
    const mine = this.#of(tenant);
    for (const [endpoint, kept] of mine)
      mine.set(endpoint, { ...kept, dead: kept.dead.filter(({ position }) => position > upTo) });
  }

  erase(tenant: TenantId): void {
    this.#kept.delete(tenant);
  }

  #of(tenant: TenantId): Map<string, Kept> {
    this.assertOpen();
    return this.#kept.get(tenant) ?? new Map<string, Kept>();
  }
}
