import type { ChatStore } from "../storage/chat-store.ts";
import type { TenantId } from "../types/tenant.ts";

/** When a tenant's newest message was written, reactions aside, in milliseconds since the epoch; `null` when it has none. */
export async function lastActivityAt(chats: Pick<ChatStore, "page">, tenant: TenantId): Promise<number | null> {
  const { items } = await chats.page(tenant, { limit: 1 });
  // A chat that is only known by name has no message yet.
  return items[0]?.lastMessageAt || null;
}
