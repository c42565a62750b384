import type { StoredArrivals } from "./stored-arrivals.ts";
import type { Delivered } from "./webhook-receiver.ts";

/** What is wrong with the deliveries to one tenant's receiver. */
export interface WebhookFindings {
  /** Messages that are stored and were never delivered. */
  readonly missing: readonly string[];
  /** Messages that came under more than one event id, or shared one. */
  readonly renamed: readonly string[];
  /** Messages that first came before one that happened earlier. */
  readonly disordered: readonly string[];
}

/** Holds what a receiver has taken of a tenant against what is stored. */
export function webhookFindings(delivered: readonly Delivered[], { messages, told }: StoredArrivals): WebhookFindings {
  const firsts = [...new Set(delivered.map(({ messageId }) => messageId))];
  const places = new Map(told.map((id, place) => [id, place]));
  const pairs = new Set(delivered.map(({ messageId, eventId }) => `${messageId} ${eventId}`));
  const events = new Set(delivered.map(({ eventId }) => eventId));
  const ids = firsts.map((id) => ({ id, count: [...pairs].filter((pair) => pair.startsWith(`${id} `)).length }));
  let last = -1;
  const disordered = firsts.filter((id) => {
    const place = places.get(id) ?? -1;
    const isEarly = place < last;
    last = Math.max(last, place);
    return isEarly;
  });
  const arrived = new Set(firsts);
  return {
    missing: [...new Set([...messages, ...told])].filter((id) => !arrived.has(id)),
    renamed: events.size === firsts.length ? ids.flatMap(({ id, count }) => (count === 1 ? [] : [id])) : firsts,
    disordered,
  };
}
