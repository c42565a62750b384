import type { Chat } from "../types/chat.ts";
import type { Page, PageRequest } from "../types/page.ts";
import type { TenantId } from "../types/tenant.ts";

/** The conversations of one tenant. */
export interface ChatStore {
  /** Latest conversation first. */
  page(tenant: TenantId, request: PageRequest): Promise<Page<Chat>>;
}
