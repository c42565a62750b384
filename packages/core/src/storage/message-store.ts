import type { Jid } from "../types/jid.ts";
import type { Message } from "../types/message.ts";
import type { JsonPage, Page, PageRequest } from "../types/page.ts";
import type { TenantId } from "../types/tenant.ts";

/** Messages of one tenant's chats. */
export interface MessageStore {
  /** Newest first. A page never repeats or skips a message, whatever arrives meanwhile. Either of a contact's JIDs names its chat. */
  page(tenant: TenantId, chat: Jid, request: PageRequest): Promise<Page<Message>>;
  /**
   * The same page as JSON of plain messages, for callers that only hand it on. Absent where a storage is no faster at it than
   * `JSON.stringify`.
   */
  pageAsJson?(tenant: TenantId, chat: Jid, request: PageRequest): Promise<JsonPage>;
  /** A message by its id alone, the newest should two chats share it. Resolves `undefined` when this tenant has none. */
  find(tenant: TenantId, id: string): Promise<Message | undefined>;
  /**
   * Messages whose text has all the words of `query`, the latest first. Absent where a storage keeps no index for it.
   * @throws InvalidSearchError
   */
  search?(tenant: TenantId, query: string, request: PageRequest): Promise<Page<Message>>;
}
