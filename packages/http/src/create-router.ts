import type { TenantManager } from "@polyphone/core";
import { Router } from "express";
import { bearerGuard } from "./auth/bearer-guard.ts";
import { JwtKeys } from "./auth/jwt-keys.ts";
import { TokenVerifier } from "./auth/token-verifier.ts";
import { answerProblem } from "./problems/answer-problem.ts";
import { type RouterOptions, withDefaults } from "./router-options.ts";
import { authRoutes } from "./routes/auth-routes.ts";
import { messageRoutes } from "./routes/message-routes.ts";
import { sessionRoutes } from "./routes/session-routes.ts";
import { mountRoutes } from "./routing/mount-routes.ts";
import { jsonReader } from "./routing/read-json.ts";

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
  const { jwtSecret, tokenIssuance, tokenLifetimeMs, maxBodyBytes, logger } = withDefaults(options);
  const keys = new JwtKeys(jwtSecret);
  if (keys.weak) logger.warn({ option: "jwtSecret" }, "the JWT secret is shorter than 32 bytes and can be guessed");

  const auth = bearerGuard(manager, new TokenVerifier(keys));
  const routes = [
    ...authRoutes(manager, keys, tokenIssuance, tokenLifetimeMs),
    ...sessionRoutes(auth),
    ...messageRoutes(auth),
  ];
  const router = Router();
  mountRoutes(router, routes, jsonReader(maxBodyBytes));
  router.use(answerProblem(logger));
  return router;
}
