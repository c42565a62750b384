import { InvalidReplayError } from "../errors.ts";
import { findEvent } from "../feed/find-event.ts";
import type { EventFeed } from "../storage/event-feed.ts";
import type { TenantId } from "../types/tenant.ts";
import type { WebhookLane } from "../types/webhook-delivery.ts";

/** What to deliver again: events by their ids, or all of a time, from the first moment up to and without the last. */
export type ReplaySelection =
  | { readonly eventIds: readonly string[] }
  | {
      /** Milliseconds since the epoch. */
      readonly from: number;
      /** Milliseconds since the epoch. */
      readonly to: number;
    };

const MAX_EVENTS = 1000;

type Spans = WebhookLane["replays"];

/** Where the selected events stand in the tenant's feed. @throws InvalidReplayError */
export async function replaySpans(feed: EventFeed, tenant: TenantId, selection: ReplaySelection): Promise<Spans> {
  if ("eventIds" in selection) return spansOf(await positionsOf(feed, tenant, selection.eventIds));
  const { from, to } = selection;
  if (!(Number.isFinite(from) && Number.isFinite(to) && from < to)) {
    throw new InvalidReplayError("from must be before to, both in milliseconds since the epoch");
  }
  const [before, last] = [await feed.positionBefore(tenant, from), await feed.positionBefore(tenant, to)];
  return last > before ? [[before + 1, last]] : [];
}

async function positionsOf(feed: EventFeed, tenant: TenantId, ids: readonly string[]): Promise<readonly number[]> {
  if (ids.length === 0 || ids.length > MAX_EVENTS) throw new InvalidReplayError(`name 1 to ${MAX_EVENTS} events`);
  const positions = new Set<number>();
  for (const id of ids) {
    const found = await findEvent(feed, tenant, id);
    if (found === undefined) throw new InvalidReplayError(`there is no event ${id} any more`);
    positions.add(found.position);
  }
  return [...positions].sort((a, b) => a - b);
}

/** Ascending positions as spans, those that follow each other in one. */
function spansOf(positions: readonly number[]): Spans {
  const spans: [number, number][] = [];
  for (const position of positions) {
    const last = spans.at(-1);
    if (last !== undefined && last[1] === position - 1) last[1] = position;
    else spans.push([position, position]);
  }
  return spans;
}
