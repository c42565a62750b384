import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { TenantManager } from "@polyphone/core";
import { createRouter } from "@polyphone/http";
import express from "express";
import { jwtVerify } from "jose";

/** What is measured, and what it is measured against. */
export const SUBJECTS = ["full", "express", "node"] as const;
export type SubjectName = (typeof SUBJECTS)[number];

/** Where a page of messages is asked for. */
export const PAGE_PATH = "/api/message/messages";

const MINUTE_MS = 60_000;

/** An app that answers with a page of messages. `sample` is such a page, as the API has it. */
export function appOf(name: SubjectName, manager: TenantManager, jwtSecret: string, sample: object): RequestListener {
  switch (name) {
    case "full":
      return fullRoute(manager, jwtSecret);
    case "express":
      return express()
        .disable("x-powered-by")
        .get(PAGE_PATH, (_request, response) => void response.json(sample));
    case "node":
      return byHand(manager, jwtSecret);
    default: {
      const never: never = name;
      throw new Error(`there is no subject ${String(never)}`);
    }
  }
}

/** The route as it is, counting and all. Only the limits are so high that nobody reaches them. */
function fullRoute(manager: TenantManager, jwtSecret: string): RequestListener {
  const limit = { requests: 1_000_000_000, perMs: MINUTE_MS };
  const router = createRouter(manager, { jwtSecret, rateLimits: { perTenant: limit, perAddress: limit } });
  return express().disable("x-powered-by").use("/api", router);
}

/** The same work and no more, as somebody would write it for this one route. */
function byHand(manager: TenantManager, jwtSecret: string): RequestListener {
  const key = new TextEncoder().encode(jwtSecret);
  const believed = new Map<string, { readonly userId: string; readonly until: number }>();
  const verify = async ({ headers }: IncomingMessage): Promise<string | undefined> => {
    const token = headers.authorization?.slice("Bearer ".length);
    if (token === undefined) return undefined;
    const name = createHash("sha256").update(token).digest("base64");
    const known = believed.get(name);
    if (known !== undefined && Date.now() < known.until) return known.userId;
    const { payload } = await jwtVerify(token, key, { algorithms: ["HS256"] });
    const userId = String(payload.userId);
    believed.set(name, { userId, until: Date.now() + MINUTE_MS });
    return userId;
  };
  return async (request, response) => {
    const tenantId = await verify(request).catch(() => undefined);
    const url = new URL(request.url ?? "", "http://localhost");
    const [jid, limit] = [url.searchParams.get("jid"), Number(url.searchParams.get("limit") ?? 50)];
    if (tenantId === undefined || url.pathname !== PAGE_PATH || jid === null || !(limit >= 1 && limit <= 500)) {
      response.writeHead(400).end();
      return;
    }
    const { items, nextCursor } = await manager.tenant(tenantId).messagesAsJson(jid, { limit });
    const text = `{"success":true,"messages":${items},"nextCursor":${JSON.stringify(nextCursor)}}`;
    response
      .writeHead(200, { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(text) })
      .end(text);
  };
}

/** Listens on a free loopback port; resolves with it. */
export function listen(app: RequestListener): Promise<number> {
  // The connections of one subject are idle while others have their turns.
  const server = createServer({ keepAliveTimeout: 0 }, app);
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      if (typeof address === "object" && address !== null) resolve(address.port);
    });
  });
}
