import type { FeedEvent } from "../types/feed-event.ts";
import type { WebhookLane } from "../types/webhook-delivery.ts";

/** The lane of a new endpoint, which gets what comes after a position. */
export const newLane = (endpoint: string, position: number): WebhookLane => ({
  endpoint,
  position,
  replays: [],
  head: 0,
  failures: 0,
  nextTryAt: 0,
  failingSince: null,
  tries: 0,
});

/** True when the next event is one to deliver again. An event that failed is tried to its end before. */
export function isReplaying({ replays: [next], failures, head }: WebhookLane): boolean {
  return next !== undefined && (failures === 0 || head === next[0]);
}

/** The lane when the next event is done with. */
export function passed(lane: WebhookLane, { position }: Pick<FeedEvent, "position">): WebhookLane {
  const rest = { ...lane, head: 0, failures: 0, nextTryAt: 0 };
  if (!isReplaying(lane)) return { ...rest, position };
  const [next, ...others] = lane.replays;
  const replays = next === undefined || position >= next[1] ? others : [[position + 1, next[1]] as const, ...others];
  return { ...rest, replays };
}

/** The lane when the next event has failed, and is tried again. */
export function failed(lane: WebhookLane, { position }: Pick<FeedEvent, "position">, nextTryAt: number): WebhookLane {
  const [next, ...others] = lane.replays;
  const replays = isReplaying(lane) && next !== undefined ? [[position, next[1]] as const, ...others] : lane.replays;
  return { ...lane, replays, head: position, failures: lane.failures + 1, nextTryAt };
}
