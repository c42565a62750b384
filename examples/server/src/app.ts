import type { Logger, TenantManager } from "@polyphone/core";
import { createRouter } from "@polyphone/http";
import express, { type Express } from "express";
import type { ServerConfig } from "./config.ts";

/** The documented API at `/api`, and `/health` for whoever watches over the process. */
export function createApp(manager: TenantManager, config: ServerConfig, logger: Logger): Express {
  const { jwtSecret, adminKey } = config;
  const app = express().disable("x-powered-by");
  app.get("/health", (_request, response) => {
    response.json({ status: "ok" });
  });
  app.use(
    "/api",
    createRouter(manager, {
      jwtSecret,
      logger,
      ...(adminKey !== undefined && { adminKey, tokenIssuance: { adminKey } }),
    }),
  );
  app.use((_request, response) => {
    response
      .status(404)
      .json({ success: false, message: "There is no such page: the API is at /api.", code: "NOT_FOUND" });
  });
  return app;
}
