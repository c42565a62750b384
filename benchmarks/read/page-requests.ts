import type { PageRequest, SqliteStorage, TenantId } from "@polyphone/core";
import type { Built } from "./build-database.ts";

/** Items on each page. */
const PAGE_ITEMS = 50;

/** The kinds of pages that are measured. */
export const KINDS = ["first", "middle", "conversations"] as const;
export type Kind = (typeof KINDS)[number];

/** Something for each kind of page, made one after the other. */
export async function byKind<Value>(make: (kind: Kind) => Promise<Value>): Promise<Record<Kind, Value>> {
  return { first: await make("first"), middle: await make("middle"), conversations: await make("conversations") };
}

/** One page to ask for. */
export interface Ask {
  readonly tenant: TenantId;
  /** A chat's messages; without it, the conversations. */
  readonly chat: string | undefined;
  readonly request: PageRequest;
}

/** Asks the library. Resolves with what the page has. */
export async function ask(storage: SqliteStorage, { tenant, chat, request }: Ask) {
  return chat === undefined ? storage.chats.page(tenant, request) : storage.messages.page(tenant, chat, request);
}

/** Pages of each kind, over all tenants in turn. Each is known to be full, so that equal work is compared. */
export async function pageRequests(
  storage: SqliteStorage,
  { tenants, busyChats }: Built,
  count: number,
): Promise<Record<Kind, readonly Ask[]>> {
  const requests = { first: [] as Ask[], middle: [] as Ask[], conversations: [] as Ask[] };
  for (let index = 0; index < count; index += 1) {
    // A prime stride: two requests in a row are for tenants far apart.
    const tenant = pick(tenants, index * 389);
    const chat = pick(busyChats, index);
    const first: Ask = { tenant, chat, request: { limit: PAGE_ITEMS } };
    const second: Ask = { tenant, chat, request: { limit: PAGE_ITEMS, cursor: await cursorAfter(storage, first) } };
    const middle: Ask = { tenant, chat, request: { limit: PAGE_ITEMS, cursor: await cursorAfter(storage, second) } };
    requests.first.push(first);
    requests.middle.push(middle);
    requests.conversations.push({ tenant, chat: undefined, request: { limit: PAGE_ITEMS } });
  }
  for (const asked of Object.values(requests).flat()) {
    const { length } = (await ask(storage, asked)).items;
    if (length !== PAGE_ITEMS) throw new Error(`a page has ${length} items instead of ${PAGE_ITEMS}`);
  }
  return requests;
}

async function cursorAfter(storage: SqliteStorage, asked: Ask): Promise<string> {
  const { nextCursor } = await ask(storage, asked);
  if (nextCursor === null) throw new Error("a chat has too few messages for a middle page");
  return nextCursor;
}

function pick<Item>(items: readonly Item[], index: number): Item {
  const item = items[index % items.length];
  if (item === undefined) throw new Error("there is nothing to choose from");
  return item;
}
