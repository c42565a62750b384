import { plainMessage, type Tenant } from "@polyphone/core";
import { defineRoute, type Route } from "../routing/define-route.ts";
import type { Guards } from "../routing/guard.ts";
import { WrittenJson } from "../routing/written-json.ts";
import {
  conversationsResult,
  messagesResult,
  numberRequest,
  numberResult,
  readRequest,
  readResult,
  textRequest,
  textResult,
} from "../schemas/message.ts";
import { noBody, noQuery } from "../schemas/nothing.ts";
import { chatPageQuery, conversationsQuery, searchQuery } from "../schemas/page-query.ts";

/** What these routes need of a tenant. */
type Messenger = Pick<Tenant, "checkNumber" | "sendText" | "markRead" | "conversations" | "messagesAsJson" | "search">;

/** Sending messages and reading stored ones. */
export function messageRoutes(auth: Guards<Messenger>): readonly Route[] {
  return [
    defineRoute({
      method: "POST",
      path: "/message/check-number",
      summary: "Asks WhatsApp whether a number has an account.",
      auth: auth.read,
      body: numberRequest,
      query: noQuery,
      result: numberResult,
      async handler({ caller: tenant, body }) {
        const { exists, jid } = await tenant.checkNumber(body.to);
        return { exists, jid };
      },
    }),
    defineRoute({
      method: "POST",
      path: "/message/send-text",
      summary: "Sends a text.",
      auth: auth.send,
      body: textRequest,
      query: noQuery,
      headers: {
        "Idempotency-Key": "Makes the send safe to repeat: for a day, the same key stands for the same message.",
      },
      result: textResult,
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
      method: "POST",
      path: "/message/mark-read",
      summary: "Marks messages of others as read, here, on the phone and for their authors.",
      auth: auth.send,
      body: readRequest,
      query: noQuery,
      result: readResult,
      async handler({ caller: tenant, body: { jid, ids } }) {
        return { success: true as const, count: await tenant.markRead(jid, ids) };
      },
    }),
    defineRoute({
      method: "GET",
      path: "/message/conversations",
      summary: "A page of conversations, the latest first.",
      auth: auth.read,
      body: noBody,
      query: conversationsQuery,
      result: conversationsResult,
      async handler({ caller: tenant, query: { q, ...query } }) {
        const { items, nextCursor } = await tenant.conversations({ ...query, containing: q });
        return { success: true as const, conversations: items, nextCursor };
      },
    }),
    defineRoute({
      method: "GET",
      path: "/message/messages",
      summary: "A page of one chat's messages, the newest first.",
      auth: auth.read,
      body: noBody,
      query: chatPageQuery,
      result: messagesResult,
      async handler({ caller: tenant, query: { jid, ...query } }) {
        const { items, nextCursor } = await tenant.messagesAsJson(jid, query);
        const text = `{"success":true,"messages":${items},"nextCursor":${JSON.stringify(nextCursor)}}`;
        return new WrittenJson(text, nextCursor);
      },
    }),
    defineRoute({
      method: "GET",
      path: "/message/search",
      summary: "A page of all chats' messages that have these words, the newest first.",
      auth: auth.read,
      body: noBody,
      query: searchQuery,
      result: messagesResult,
      async handler({ caller: tenant, query: { q, ...query } }) {
        const { items, nextCursor } = await tenant.search(q, query);
        return { success: true as const, messages: items.map(plainMessage), nextCursor };
      },
    }),
  ];
}
