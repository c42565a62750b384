import type { Applied } from "../types/applied.ts";
import type { IngestRecord } from "../types/ingest-record.ts";
import type { TenantId } from "../types/tenant.ts";
import type { BusinessStore } from "./business-store.ts";
import type { ChatStore } from "./chat-store.ts";
import type { DeliveryStore } from "./delivery-store.ts";
import type { EndpointStore } from "./endpoint-store.ts";
import type { EventFeed } from "./event-feed.ts";
import type { MessageStore } from "./message-store.ts";
import type { SendStore } from "./send-store.ts";
import type { TenantStore } from "./tenant-store.ts";

/** Where tenants, chats, messages and the keys of sends live. Every call names its tenant first. Implementations pass `runStorageTests`. */
export interface Storage {
  readonly tenants: TenantStore;
  readonly business: BusinessStore;
  readonly chats: ChatStore;
  readonly messages: MessageStore;
  readonly sends: SendStore;
  readonly events: EventFeed;
  readonly endpoints: EndpointStore;
  readonly deliveries: DeliveryStore;
  /** Makes the storage ready: opens what it made itself, migrates. May be called again. */
  open(): Promise<void>;
  /**
   * Stores a batch in one transaction, with an event in the feed for each thing that was new in it, and resolves with those
   * once it survives a crash. Rejects with
   * `RecordRejectedError` when a record can never be stored, and with another error when it may be tried again.
   *
   * A batch out of a log comes with the `position` of its last record there, which is stored in the same transaction. The
   * log still holds it, so it need not survive a power failure before `sync`.
   */
  apply(tenant: TenantId, records: readonly IngestRecord[], position?: number): Promise<Applied>;
  /** The highest position that was applied for this tenant; 0 when there was none. */
  position(tenant: TenantId): Promise<number>;
  /** Resolves when everything applied so far survives a power failure. */
  sync(): Promise<void>;
  /** Removes everything of this tenant, and of no other, so that the bytes are gone. */
  erase(tenant: TenantId): Promise<void>;
  /** Closes what `open` opened. May be called again. */
  close(): Promise<void>;
}
