import { randomBytes } from "node:crypto";
import type { Logger, TenantManager } from "@polyphone/core";
import { createRouter } from "@polyphone/http";
import type { Express } from "express";
import { createShop, type Sessions, userOf } from "./shop.ts";

/** Where the shop has the routes. */
export const PREFIX = "/internal/whatsapp/v1";

/** The shop, and in it the routes of a manager: each user is a tenant, and the shop says who is asking. */
export function createShopWithWhatsApp(manager: TenantManager, sessions: Sessions, logger: Logger): Express {
  const router = createRouter(manager, {
    authenticate: (request) => {
      const user = userOf(sessions, request);
      return user === undefined ? undefined : `shop-${user.id}`;
    },
    tokenIssuance: "off",
    // There are no tokens, so nothing is ever signed with it.
    jwtSecret: randomBytes(32).toString("base64"),
    logger,
  });
  return createShop(sessions, (app: Express) => app.use(PREFIX, router));
}
