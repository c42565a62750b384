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
  const idsOf = new Map<string, Set<string>>();
  for (const { messageId, eventId } of delivered) {
    idsOf.set(messageId, (idsOf.get(messageId) ?? new Set()).add(eventId));
  }
  const firsts = [...idsOf.keys()];
  const places = new Map(told.map((id, place) => [id, place]));
  let last = -1;
  const disordered = firsts.filter((id) => {
    const place = places.get(id) ?? -1;
    const isEarly = place < last;
    last = Math.max(last, place);
    return isEarly;
  });
  const isEachAlone = new Set(delivered.map(({ eventId }) => eventId)).size === firsts.length;
  return {
    missing: [...new Set([...messages, ...told])].filter((id) => !idsOf.has(id)),
    renamed: isEachAlone ? [...idsOf].flatMap(([id, ids]) => (ids.size === 1 ? [] : [id])) : firsts,
    disordered,
  };
}
