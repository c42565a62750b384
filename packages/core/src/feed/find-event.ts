import type { EventFeed } from "../storage/event-feed.ts";
import { positionOfEvent } from "../storage/event-id.ts";
import type { FeedEvent } from "../types/feed-event.ts";
import type { TenantId } from "../types/tenant.ts";

/** The tenant's event of that id, while it is kept. */
export async function findEvent(feed: EventFeed, tenant: TenantId, id: string): Promise<FeedEvent | undefined> {
  const position = positionOfEvent(id);
  if (position === undefined) return undefined;
  const [found] = await feed.read(tenant, position - 1, 1);
  return found?.id === id ? found : undefined;
}
