import type { ShownEndpoint, Tenant } from "@polyphone/core";
import { defineRoute, type Route } from "../routing/define-route.ts";
import type { Guards } from "../routing/guard.ts";
import { noBody, noQuery } from "../schemas/nothing.ts";
import { pageQuery } from "../schemas/page-query.ts";
import {
  createdResult,
  deliveriesResult,
  endpointChange,
  endpointParams,
  endpointRequest,
  endpointResult,
  endpointsResult,
  removedResult,
  replayRequest,
  replayResult,
  secretResult,
  testResult,
  webhookDeadLettersResult,
} from "../schemas/webhooks.ts";

/** What these routes need of a tenant. */
type Subscriber = Pick<Tenant, "webhooks">;

const success = true as const;

/** Where a tenant's events go, what became of them, and how to get them again. */
export function webhookRoutes(auth: Guards<Subscriber>): readonly Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/webhooks",
      summary: "The tenant's endpoints, the oldest first.",
      auth: auth.read,
      body: noBody,
      query: noQuery,
      result: endpointsResult,
      handler: async ({ caller }) => ({ success, webhooks: (await caller.webhooks.list()).map(shown) }),
    }),
    defineRoute({
      method: "POST",
      path: "/webhooks",
      summary: "Adds an endpoint, which gets what happens from now on, and shows its secret once.",
      auth: auth.manage,
      body: endpointRequest,
      query: noQuery,
      result: createdResult,
      async handler({ caller, body }) {
        const { secrets, ...endpoint } = await caller.webhooks.create(body);
        return { success, webhook: shown({ ...endpoint, hasOldSecret: false }), secret: secrets.join() };
      },
    }),
    defineRoute({
      method: "GET",
      path: "/webhooks/dead-letters",
      summary: "A page of the events that an endpoint did not take in all its tries, the latest first.",
      auth: auth.read,
      body: noBody,
      query: pageQuery,
      result: webhookDeadLettersResult,
      async handler({ caller, query }) {
        const { items, nextCursor } = await caller.webhooks.deadLetters(query);
        const deadLetters = items.map(({ endpoint: webhookId, position: _, ...letter }) => ({ webhookId, ...letter }));
        return { success, deadLetters, nextCursor };
      },
    }),
    defineRoute({
      method: "PUT",
      path: "/webhooks/:id",
      summary: "Changes what is named of an endpoint; what waits for a retry is tried at once.",
      auth: auth.manage,
      params: endpointParams,
      body: endpointChange,
      query: noQuery,
      result: endpointResult,
      async handler({ caller, params, body }) {
        return { success, webhook: shown(await caller.webhooks.update(params.id, body)) };
      },
    }),
    defineRoute({
      method: "DELETE",
      path: "/webhooks/:id",
      summary: "Removes an endpoint with its log and its dead letters.",
      auth: auth.manage,
      params: endpointParams,
      body: noBody,
      query: noQuery,
      result: removedResult,
      async handler({ caller, params }) {
        await caller.webhooks.remove(params.id);
        return { success, message: "Webhook removed" };
      },
    }),
    ...secretRoutes(auth),
    defineRoute({
      method: "GET",
      path: "/webhooks/:id/deliveries",
      summary: "An endpoint's last tries, the latest first.",
      auth: auth.read,
      params: endpointParams,
      body: noBody,
      query: noQuery,
      result: deliveriesResult,
      async handler({ caller, params }) {
        const deliveries = await caller.webhooks.deliveries(params.id);
        return { success, deliveries: deliveries.map(({ endpoint: _, ...delivery }) => delivery) };
      },
    }),
    defineRoute({
      method: "POST",
      path: "/webhooks/:id/replay",
      summary: "Delivers events again, before anything new, under the ids that they have.",
      auth: auth.manage,
      params: endpointParams,
      body: replayRequest,
      query: noQuery,
      result: replayResult,
      async handler({ caller, params, body }) {
        await caller.webhooks.replay(params.id, body);
        return { success, message: "The events will be delivered again" };
      },
    }),
    defineRoute({
      method: "POST",
      path: "/webhooks/:id/test",
      summary: "Sends an endpoint an event `webhook.test` now, and says how it went.",
      auth: auth.manage,
      params: endpointParams,
      body: noBody,
      query: noQuery,
      result: testResult,
      async handler({ caller, params }) {
        const outcome = await caller.webhooks.test(params.id);
        return { success, delivered: outcome.error === null, ...outcome };
      },
    }),
  ];
}

/** A rotation: the old secret signs beside the new one until it is dropped. */
function secretRoutes(auth: Guards<Subscriber>): readonly Route[] {
  return [
    defineRoute({
      method: "POST",
      path: "/webhooks/:id/rotate-secret",
      summary: "Gives an endpoint a new secret, shown once; the one before signs, too, until it is dropped.",
      auth: auth.manage,
      params: endpointParams,
      body: noBody,
      query: noQuery,
      result: secretResult,
      handler: async ({ caller, params }) => ({ success, secret: await caller.webhooks.rotateSecret(params.id) }),
    }),
    defineRoute({
      method: "POST",
      path: "/webhooks/:id/drop-old-secret",
      summary: "Ends a rotation: the new secret signs alone.",
      auth: auth.manage,
      params: endpointParams,
      body: noBody,
      query: noQuery,
      result: endpointResult,
      async handler({ caller, params }) {
        return { success, webhook: shown(await caller.webhooks.dropOldSecret(params.id)) };
      },
    }),
  ];
}

const shown = ({ id, url, events, asksForQr, hasOldSecret, createdAt, disabled }: ShownEndpoint) => ({
  ...{ id, url, events, asksForQr, hasOldSecret, createdAt, disabled },
});
