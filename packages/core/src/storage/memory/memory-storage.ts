import { RecordRejectedError, StorageClosedError } from "../../errors.ts";
import type { Applied } from "../../types/applied.ts";
import type { IngestRecord } from "../../types/ingest-record.ts";
import type { TenantId } from "../../types/tenant.ts";
import { applyRecords } from "../apply-records.ts";
import type { ChatStore } from "../chat-store.ts";
import type { EventFeed } from "../event-feed.ts";
import type { MessageStore } from "../message-store.ts";
import type { Storage } from "../storage.ts";
import { MemoryBusinessStore } from "./memory-business-store.ts";
import { MemoryChatStore } from "./memory-chat-store.ts";
import { MemoryDeliveryStore } from "./memory-delivery-store.ts";
import { MemoryEndpointStore } from "./memory-endpoint-store.ts";
import { MemoryEventFeed } from "./memory-event-feed.ts";
import { MemoryMessageStore } from "./memory-message-store.ts";
import { MemoryRows } from "./memory-rows.ts";
import { MemorySendStore } from "./memory-send-store.ts";
import { MemoryTenantStore } from "./memory-tenant-store.ts";

/** Keeps everything in memory, for tests and trials: a page sorts its chat, and a crash takes it all. */
export class MemoryStorage implements Storage {
  readonly tenants: MemoryTenantStore;
  readonly chats: ChatStore;
  readonly messages: MessageStore;
  readonly events: EventFeed;
  readonly endpoints: MemoryEndpointStore;
  readonly deliveries: MemoryDeliveryStore;
  readonly sends: MemorySendStore;
  readonly business: MemoryBusinessStore;
  readonly #rows = new Map<TenantId, MemoryRows>();
  #isOpen = false;

  constructor() {
    const rowsOf = (tenant: TenantId) => this.#rowsOf(tenant);
    this.tenants = new MemoryTenantStore(() => this.#assertOpen());
    this.business = new MemoryBusinessStore(() => this.#assertOpen());
    this.endpoints = new MemoryEndpointStore(this.tenants, () => this.#assertOpen());
    this.sends = new MemorySendStore(() => this.#assertOpen());
    this.chats = new MemoryChatStore(rowsOf);
    this.deliveries = new MemoryDeliveryStore(() => this.#assertOpen());
    const messages = new MemoryMessageStore(rowsOf);
    this.messages = messages;
    const everybody = () => {
      this.#assertOpen();
      return this.#rows;
    };
    this.events = new MemoryEventFeed({ rowsOf, everybody, messages, deliveries: this.deliveries });
  }

  async open(): Promise<void> {
    this.#isOpen = true;
  }

  async apply(tenant: TenantId, records: readonly IngestRecord[], position?: number): Promise<Applied> {
    const rows = this.#rowsOf(tenant);
    try {
      return applyRecords(rows, records, position);
    } catch (cause) {
      // Nothing else can go wrong in memory.
      throw new RecordRejectedError({ cause });
    }
  }

  async position(tenant: TenantId): Promise<number> {
    return this.#rowsOf(tenant).tenant.position;
  }

  async sync(): Promise<void> {
    this.#assertOpen();
  }

  async erase(tenant: TenantId): Promise<void> {
    this.#assertOpen();
    this.#rows.delete(tenant);
    this.tenants.erase(tenant);
    this.sends.erase(tenant);
    this.business.erase(tenant);
    this.endpoints.erase(tenant);
    this.deliveries.erase(tenant);
  }

  async close(): Promise<void> {
    this.#isOpen = false;
  }

  #rowsOf(tenant: TenantId): MemoryRows {
    this.#assertOpen();
    const rows = this.#rows.get(tenant) ?? new MemoryRows();
    this.#rows.set(tenant, rows);
    return rows;
  }

  #assertOpen(): void {
    if (!this.#isOpen) throw new StorageClosedError();
  }
}
