import type { Storage } from "../storage/storage.ts";
import type { Chat } from "../types/chat.ts";
import type { Exported } from "../types/exported.ts";
import { plainMessage } from "../types/message.ts";
import type { Page } from "../types/page.ts";
import type { TenantId } from "../types/tenant.ts";

const PAGE_ITEMS = 500;

/** Everything that is stored of a tenant: its settings, its business, then each chat with its messages, newest first. */
export async function* exportTenant(storage: Storage, tenant: TenantId): AsyncGenerator<Exported> {
  const config = await storage.tenants.get(tenant);
  if (config !== undefined) yield { kind: "tenant", tenant: config };
  const business = await storage.business.get(tenant);
  if (business !== undefined) yield { kind: "business", business: business.info };
  for await (const chat of everyChat(storage, tenant)) {
    yield { kind: "chat", chat };
    const messages = walk((cursor) => storage.messages.page(tenant, chat.jid, { limit: PAGE_ITEMS, cursor }));
    for await (const message of messages) {
      yield {
        kind: "message",
        message: { ...plainMessage(message), raw: Buffer.from(message.raw).toString("base64") },
      };
    }
  }
}

/** A chat that gets a message while its turn has not come moves to where we have been, so we look again. */
async function* everyChat(storage: Storage, tenant: TenantId): AsyncGenerator<Chat> {
  const seen = new Set<string>();
  let before = -1;
  while (seen.size > before) {
    before = seen.size;
    for await (const chat of walk((cursor) => storage.chats.page(tenant, { limit: PAGE_ITEMS, cursor }))) {
      if (seen.has(chat.jid)) continue;
      seen.add(chat.jid);
      yield chat;
    }
  }
}

async function* walk<Item>(page: (cursor: string | undefined) => Promise<Page<Item>>): AsyncGenerator<Item> {
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await page(cursor);
    yield* items;
    cursor = nextCursor ?? undefined;
  } while (cursor !== undefined);
}
