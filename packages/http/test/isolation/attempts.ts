/** What a tenant has that others may learn the name of. */
export interface Things {
  readonly tenantId: string;
  readonly chat: string;
  readonly endpointId: string;
  readonly eventId: string;
  readonly idempotencyKey: string;
}

/** Pages that one has got as far as. */
export interface Cursors {
  readonly conversations: string;
  readonly messages: string;
  readonly deadLetters: string;
  readonly tenants: string;
}

/** A request but for who asks. */
export interface Attempt {
  readonly path?: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

type Attempts = (things: Things, cursors: Cursors) => Attempt;

const NUMBER = "15550001234";
const ofEndpoint =
  (action = "", body?: object): Attempts =>
  ({ endpointId }) => ({ path: `/webhooks/${endpointId}${action}`, ...(body && { body }) });
const ofTenant =
  (action = ""): Attempts =>
  ({ tenantId }) => ({ path: `/admin/tenants/${tenantId}${action}` });
const after = (cursor: string) => `cursor=${encodeURIComponent(cursor)}`;
/** Sent where a route knows no such thing: it must not start to listen to it unnoticed. */
const named = ({ tenantId }: Things) => `?tenantId=${tenantId}&userId=${tenantId}&tenant=${tenantId}`;
const namedIn: Attempts = (things) => ({
  headers: { "x-tenant-id": things.tenantId, "x-user-id": things.tenantId, "x-forwarded-user": things.tenantId },
});

/** How one would get at another's things, for each operation of the document. */
export const ATTEMPTS: Readonly<Record<string, Attempts>> = {
  "POST /auth/token": ({ tenantId }) => ({ body: { tenantId } }),
  "GET /tenant": (things) => ({ path: `/tenant${named(things)}` }),
  "GET /tenant/export": (things) => ({ path: `/tenant/export${named(things)}` }),
  "DELETE /tenant": (things, cursors) => ({ ...namedIn(things, cursors), path: `/tenant${named(things)}` }),
  "POST /session/start": namedIn,
  "GET /session/status": (things) => ({ path: `/session/status${named(things)}` }),
  "POST /session/pairing-code": (things, cursors) => ({ ...namedIn(things, cursors), body: { phone: NUMBER } }),
  "POST /session/stop": namedIn,
  "POST /session/logout": namedIn,
  "POST /message/check-number": ({ chat }) => ({ body: { to: chat } }),
  "POST /message/send-text": ({ chat, idempotencyKey }) => ({
    body: { to: chat, message: "hello" },
    headers: { "idempotency-key": idempotencyKey },
  }),
  "POST /message/mark-read": ({ chat }) => ({ body: { jid: chat, ids: ["A"] } }),
  "GET /message/conversations": (_, { conversations }) => ({ path: `/message/conversations?${after(conversations)}` }),
  "GET /message/messages": ({ chat }, { messages }) => ({ path: `/message/messages?jid=${chat}&${after(messages)}` }),
  "GET /message/search": ({ chat }, { messages }) => ({ path: `/message/search?q=${chat}&${after(messages)}` }),
  "GET /business": (things) => ({ path: `/business${named(things)}` }),
  "PUT /business": (things, cursors) => ({ ...namedIn(things, cursors), body: { name: "mine" } }),
  "POST /business/refresh": namedIn,
  "PUT /business/webhook": (things, cursors) => ({ ...namedIn(things, cursors), body: { webhook_url: null } }),
  "GET /webhooks": (things) => ({ path: `/webhooks${named(things)}` }),
  "POST /webhooks": (things, cursors) => ({ ...namedIn(things, cursors), body: { url: "https://mine.example/" } }),
  "GET /webhooks/dead-letters": (_, { deadLetters }) => ({ path: `/webhooks/dead-letters?${after(deadLetters)}` }),
  "PUT /webhooks/{id}": ofEndpoint("", { enabled: false, url: "https://mine.example/" }),
  "DELETE /webhooks/{id}": ofEndpoint(),
  "POST /webhooks/{id}/rotate-secret": ofEndpoint("/rotate-secret"),
  "POST /webhooks/{id}/drop-old-secret": ofEndpoint("/drop-old-secret"),
  "GET /webhooks/{id}/deliveries": ofEndpoint("/deliveries"),
  "POST /webhooks/{id}/replay": ({ endpointId, eventId }) => ({
    path: `/webhooks/${endpointId}/replay`,
    body: { eventIds: [eventId] },
  }),
  "POST /webhooks/{id}/test": ofEndpoint("/test"),
  "GET /events": ({ eventId }) => ({ headers: { "last-event-id": eventId } }),
  "GET /admin/tenants": (_, { tenants }) => ({ path: `/admin/tenants?${after(tenants)}` }),
  "GET /admin/tenants/{tenantId}": ofTenant(),
  "DELETE /admin/tenants/{tenantId}": ofTenant(),
  "POST /admin/tenants/{tenantId}/pause": ofTenant("/pause"),
  "POST /admin/tenants/{tenantId}/resume": ofTenant("/resume"),
  "POST /admin/tenants/{tenantId}/revoke-tokens": ofTenant("/revoke-tokens"),
  "GET /admin/tenants/{tenantId}/export": ofTenant("/export"),
};
