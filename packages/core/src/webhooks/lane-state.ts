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

/**
 * The lane when an event is done with. Whether it was one to deliver again is told by its position alone: a replay may have
 * been asked for while it was on its way.
 */
export function passed(
  lane: WebhookLane,
  { position }: Pick<FeedEvent, "position">,
  { tries, failingSince }: Pick<WebhookLane, "tries" | "failingSince"> = lane,
): WebhookLane {
  const isNew = position > lane.position;
  const replays = isNew ? lane.replays : behind(lane.replays, position);
  const { endpoint, position: before } = lane;
  // Written out: this is done with each delivery, and copies of copies cost more than its signature.
  return {
    endpoint,
    position: isNew ? position : before,
    replays,
    head: 0,
    failures: 0,
    nextTryAt: 0,
    failingSince,
    tries,
  };
}

/** The lane when an event has failed, and is tried again. */
export function failed(lane: WebhookLane, { position }: Pick<FeedEvent, "position">, nextTryAt: number): WebhookLane {
  const replays = position > lane.position ? lane.replays : behind(lane.replays, position - 1);
  return { ...lane, replays, head: position, failures: lane.failures + 1, nextTryAt };
}

/** What is left of replays when the first has come to a position. */
function behind([next, ...others]: WebhookLane["replays"], position: number): WebhookLane["replays"] {
  if (next === undefined) return others;
  return position >= next[1] ? others : [[Math.max(position + 1, next[0]), next[1]], ...others];
}
