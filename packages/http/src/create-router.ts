import type { Tenant, TenantManager } from "@polyphone/core";
import cors from "cors";
import { Router } from "express";
import packageJson from "../package.json" with { type: "json" };
import { adminGuard } from "./auth/admin-key.ts";
import { bearerGuards, hostGuards, tokensValidFrom } from "./auth/bearer-guards.ts";
import { JwtKeys } from "./auth/jwt-keys.ts";
import { TokenVerifier } from "./auth/token-verifier.ts";
import { limitedByTenant, limitedWhenRefused } from "./limits/limited.ts";
import { RateLimits } from "./limits/rate-limits.ts";
import { docsPage } from "./openapi/docs-page.ts";
import { openApiDocument } from "./openapi/document.ts";
import { answerProblem } from "./problems/answer-problem.ts";
import { RouteNotFoundError } from "./problems/request-errors.ts";
import { type RouterOptions, withDefaults } from "./router-options.ts";
import { adminRoutes } from "./routes/admin-routes.ts";
import { authRoutes } from "./routes/auth-routes.ts";
import { businessRoutes } from "./routes/business-routes.ts";
import { eventRoutes } from "./routes/event-routes.ts";
import { messageRoutes } from "./routes/message-routes.ts";
import { sessionRoutes } from "./routes/session-routes.ts";
import { tenantRoutes } from "./routes/tenant-routes.ts";
import { webhookRoutes } from "./routes/webhook-routes.ts";
import type { Route } from "./routing/define-route.ts";
import type { Guards } from "./routing/guard.ts";
import { mountRoutes } from "./routing/mount-routes.ts";
import { jsonReader } from "./routing/read-json.ts";
import { requestId } from "./routing/request-id.ts";

/**
 * The REST routes of a manager, to be mounted at any path of an Express 5 app. They read their own bodies and answer
 * their own errors; starting and stopping the manager stays yours.
 *
 * @throws InvalidOptionError when the secret or the admin key is empty, or a number makes no sense.
 * @example
 * ```ts
 * const manager = new TenantManager();
 * await manager.start();
 * const app = express();
 * app.use("/api", createRouter(manager, { jwtSecret }));
 * app.listen(3000, "127.0.0.1");
 * ```
 */
export function createRouter(manager: TenantManager, options: RouterOptions): Router {
  const settings = withDefaults(options);
  const routes = routesOf(manager, settings);
  const router = Router();
  if (settings.corsOrigins.length > 0) {
    router.use(requestId, cors({ origin: [...settings.corsOrigins], exposedHeaders: EXPOSED }));
  }
  mountRoutes(router, routes, {
    readJson: jsonReader(settings.maxBodyBytes),
    events: settings.eventStreams,
    observe: settings.observe,
  });
  if (settings.docs) router.use(docsPage(openApiDocument(routes, packageJson.version)));
  router.use(() => {
    throw new RouteNotFoundError();
  });
  router.use(answerProblem(settings.logger));
  return router;
}

/** What scripts of other origins may read, where any are let in. */
const EXPOSED = ["Link", "Retry-After", "X-Next-Cursor", "X-Request-Id"];

function routesOf(manager: TenantManager, settings: ReturnType<typeof withDefaults>): readonly Route[] {
  const { jwtSecret, authenticate, tokenIssuance, tokenLifetimeMs, adminKey, logger } = settings;
  const keys = new JwtKeys(jwtSecret);
  if (keys.weak) logger.warn({ option: "jwtSecret" }, "the JWT secret is shorter than 32 bytes and can be guessed");
  const limits = new RateLimits(settings.rateLimits);
  const verifier = new TokenVerifier(keys, tokensValidFrom(manager));
  const callers: Guards<Tenant> =
    authenticate === undefined ? bearerGuards(manager, verifier) : hostGuards(manager, authenticate);
  const auth = limitedByTenant(callers, limits);
  return [
    ...authRoutes({ manager, keys, tokens: verifier, issuance: tokenIssuance, lifetimeMs: tokenLifetimeMs, limits }),
    ...tenantRoutes(auth, verifier),
    ...sessionRoutes(auth),
    ...messageRoutes(auth),
    ...businessRoutes(auth),
    ...webhookRoutes(auth),
    ...eventRoutes(auth, settings.eventStreams),
    ...(adminKey === undefined
      ? []
      : adminRoutes(manager, limitedWhenRefused(adminGuard(adminKey, undefined), limits), verifier)),
  ];
}
