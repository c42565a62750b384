import type { FeedEvent, NewFeedEvent } from "../../types/feed-event.ts";
import { type Message, plainMessage } from "../../types/message.ts";
import type { TenantId } from "../../types/tenant.ts";
import type { EventFeed } from "../event-feed.ts";
import { eventId } from "../event-id.ts";
import { toMessage } from "../merge.ts";
import type { EventRow } from "../rows.ts";
import type { MemoryDeliveryStore } from "./memory-delivery-store.ts";
import type { MemoryMessageStore } from "./memory-message-store.ts";
import type { MemoryRows } from "./memory-rows.ts";

/** What the feeds lie among. */
interface Around {
  readonly rowsOf: (tenant: TenantId) => MemoryRows;
  readonly everybody: () => Iterable<[TenantId, MemoryRows]>;
  readonly messages: MemoryMessageStore;
  readonly deliveries: MemoryDeliveryStore;
}

/** The feeds of the rows in memory. */
export class MemoryEventFeed implements EventFeed {
  constructor(private readonly around: Around) {}

  async append(tenant: TenantId, events: readonly NewFeedEvent[]): Promise<void> {
    const rows = this.around.rowsOf(tenant);
    for (const event of events) rows.events.add({ ...event, message: null }, rows.tenant);
  }

  async read(tenant: TenantId, after: number, limit: number): Promise<readonly FeedEvent[]> {
    const found = this.around.rowsOf(tenant).events.kept.filter(({ position }) => position > after);
    return Promise.all(
      found.slice(0, limit).map(async ({ position, createdAt, type, message, data }) => {
        const about = message === null ? undefined : await this.#message(tenant, message);
        return {
          id: eventId(tenant, position, createdAt),
          position,
          type,
          createdAt,
          message: about === undefined ? null : JSON.stringify(plainMessage(about)),
          data: data ?? {},
        };
      }),
    );
  }

  async end(tenant: TenantId): Promise<number> {
    return this.around.rowsOf(tenant).tenant.events;
  }

  async positionBefore(tenant: TenantId, moment: number): Promise<number> {
    const before = this.around.rowsOf(tenant).events.kept.filter(({ createdAt }) => createdAt < moment);
    return before.at(-1)?.position ?? 0;
  }

  async trim(tenant: TenantId, upTo: number): Promise<void> {
    const { events } = this.around.rowsOf(tenant);
    events.kept = events.kept.filter(({ position }) => position > upTo);
    this.around.deliveries.trim(tenant, upTo);
  }

  async tenants(): Promise<readonly TenantId[]> {
    return [...this.around.everybody()].filter(([, rows]) => rows.events.kept.length > 0).map(([tenant]) => tenant);
  }

  /** Where it was told of, or wherever it is since its chat was merged into another. */
  async #message(tenant: TenantId, { chatId, id }: NonNullable<EventRow["message"]>): Promise<Message | undefined> {
    const rows = this.around.rowsOf(tenant);
    const [chat, row] = [rows.chats.byId.get(chatId), rows.messages.find(chatId, id)];
    return chat === undefined || row === undefined ? this.around.messages.find(tenant, id) : toMessage(row, chat.jid);
  }
}
