import type { Applied } from "../types/applied.ts";
import type { IngestRecord } from "../types/ingest-record.ts";
import type { TenantId } from "../types/tenant.ts";
import type { ChatStore } from "./chat-store.ts";
import type { MessageStore } from "./message-store.ts";
import type { TenantStore } from "./tenant-store.ts";

/** Where tenants, chats and messages live. Every call names its tenant first. Implementations pass `runStorageTests`. */
export interface Storage {
  readonly tenants: TenantStore;
  readonly chats: ChatStore;
  readonly messages: MessageStore;
  /** Makes the storage ready: opens what it made itself, migrates. May be called again. */
  open(): Promise<void>;
  /** Stores a batch in one transaction and resolves, once it survives a crash, with what was new. */
  apply(tenant: TenantId, records: readonly IngestRecord[]): Promise<Applied>;
  /** Closes what `open` opened. May be called again. */
  close(): Promise<void>;
}
