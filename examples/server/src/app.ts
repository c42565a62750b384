import type { Logger, TenantManager } from "@polyphone/core";
import { createFrontend } from "@polyphone/frontend";
import { createRouter, Operations } from "@polyphone/http";
import type { PhonePage } from "@polyphone/simulator";
import express, { type Express } from "express";
import type { ServerConfig } from "./config.ts";
import { localPages } from "./local-pages.ts";

/** The documented API at `/api`, the pages at `/`, and `/health`, `/ready` and `/metrics` for whoever watches over the process. */
export function createApp(
  manager: TenantManager,
  config: ServerConfig,
  logger: Logger,
  phone: PhonePage | undefined,
): Express {
  const { jwtSecret, tokenLifetimeMs, adminKey } = config;
  const app = express().disable("x-powered-by");
  const operations = new Operations(manager, adminKey === undefined ? {} : { adminKey });
  app.use(operations.router);
  app.use(
    "/api",
    createRouter(manager, {
      jwtSecret,
      tokenLifetimeMs,
      logger,
      observe: operations.observe,
      ...(adminKey !== undefined && { adminKey, tokenIssuance: { adminKey } }),
    }),
  );
  if (phone) app.use(localPages(phone));
  app.use(createFrontend({ apiBase: "/api" }));
  app.use((_request, response) => {
    response.status(404).json({
      success: false,
      message: "There is no such page: the API is at /api, the pages begin at /login.html.",
      code: "NOT_FOUND",
    });
  });
  return app;
}
