import type { Chat } from "../types/chat.ts";
import type { ChatPageRequest, Page } from "../types/page.ts";
import type { TenantId } from "../types/tenant.ts";

/** The conversations of one tenant. */
export interface ChatStore {
  /** Latest conversation first. @throws InvalidSearchError when what they are to contain is none */
  page(tenant: TenantId, request: ChatPageRequest): Promise<Page<Chat>>;
}
