import { plainMessage, type Tenant } from "@polyphone/core";
import { defineRoute, type Route } from "../routing/define-route.ts";
import type { Guard } from "../routing/guard.ts";
import { numberRequest, textRequest } from "../schemas/message.ts";
import { noBody, noQuery } from "../schemas/nothing.ts";
import { chatPageQuery, pageQuery } from "../schemas/page-query.ts";

/** What these routes need of a tenant. */
type Messenger = Pick<Tenant, "checkNumber" | "sendText" | "conversations" | "messages">;

/** Sending messages and reading stored ones. */
export function messageRoutes(auth: Guard<Messenger>): readonly Route[] {
  return [
    defineRoute({
      method: "POST",
      path: "/message/check-number",
      auth,
      body: numberRequest,
      query: noQuery,
      async handler({ caller: tenant, body }) {
        const { exists, jid } = await tenant.checkNumber(body.to);
        return { exists, jid };
      },
    }),
    defineRoute({
      method: "POST",
      path: "/message/send-text",
      auth,
      body: textRequest,
      query: noQuery,
      async handler({ caller: tenant, body, header }) {
        const idempotencyKey = header("Idempotency-Key");
        const sent = await tenant.sendText(
          body.to,
          body.message,
          idempotencyKey === undefined ? {} : { idempotencyKey },
        );
        return sent.result;
      },
    }),
    defineRoute({
      method: "GET",
      path: "/message/conversations",
      auth,
      body: noBody,
      query: pageQuery,
      async handler({ caller: tenant, query }) {
        const { items, nextCursor } = await tenant.conversations(query);
        return { success: true, conversations: items, nextCursor };
      },
    }),
    defineRoute({
      method: "GET",
      path: "/message/messages",
      auth,
      body: noBody,
      query: chatPageQuery,
      async handler({ caller: tenant, query: { jid, ...query } }) {
        const { items, nextCursor } = await tenant.messages(jid, query);
        return { success: true, messages: items.map(plainMessage), nextCursor };
      },
    }),
  ];
}
