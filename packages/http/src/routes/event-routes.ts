import type { Tenant, TenantEvent, TenantId } from "@polyphone/core";
import { TooManyStreamsError } from "../problems/request-errors.ts";
import type { Route } from "../routing/define-route.ts";
import { defineStream } from "../routing/define-stream.ts";
import type { Guards } from "../routing/guard.ts";
import { anyEvent } from "../schemas/events.ts";
import { noBody, noQuery } from "../schemas/nothing.ts";

/** What this route needs of a tenant. */
type Followed = Pick<Tenant, "id" | "events">;

/** What happens to the tenant, as it happens. */
export function eventRoutes(auth: Guards<Followed>, { maxPerTenant }: { maxPerTenant: number }): readonly Route[] {
  const open = new Map<TenantId, number>();
  const count = (tenant: TenantId) => open.get(tenant) ?? 0;
  const release = (tenant: TenantId) => {
    if (count(tenant) > 1) open.set(tenant, count(tenant) - 1);
    else open.delete(tenant);
  };

  async function* released(tenant: TenantId, events: AsyncIterable<TenantEvent>): AsyncGenerator<object, void, void> {
    try {
      for await (const { createdAt: _, ...event } of events) yield event;
    } finally {
      release(tenant);
    }
  }

  return [
    defineStream({
      method: "GET",
      path: "/events",
      summary: "Server-sent events: what happens from now on, or since `Last-Event-ID`, in the bodies of webhooks.",
      auth: auth.read,
      body: noBody,
      query: noQuery,
      headers: { "Last-Event-ID": "The last event that is known: those after it come first. Kept for a week." },
      stream: { format: "events", item: anyEvent },
      async handler({ caller, header, signal }) {
        if (count(caller.id) >= maxPerTenant) throw new TooManyStreamsError(maxPerTenant);
        // Before anything is waited for, or all that come at once would find a place.
        open.set(caller.id, count(caller.id) + 1);
        const after = header("last-event-id");
        try {
          return released(caller.id, await caller.events({ signal, ...(after !== undefined && { after }) }));
        } catch (error) {
          release(caller.id);
          throw error;
        }
      },
    }),
  ];
}
