/**
 * The documented REST/JWT routes of Polyphone, mountable on any Express app. Begin with {@link createRouter}.
 *
 * @example
 * ```ts
 * import { TenantManager } from "@polyphone/core";
 * import { createRouter } from "@polyphone/http";
 * import express from "express";
 *
 * const manager = new TenantManager();
 * await manager.start();
 * const app = express();
 * app.use("/api", createRouter(manager, { jwtSecret: "at least 32 random bytes, from your configuration" }));
 * app.listen(3000, "127.0.0.1");
 * ```
 *
 * @packageDocumentation
 */

export type { Authenticate } from "./auth/bearer-guards.ts";
export type { TokenRequest } from "./auth/issue-token.ts";
export { issueToken } from "./auth/issue-token.ts";
export type { JwtSecret } from "./auth/jwt-keys.ts";
export type { TokenIssuance } from "./auth/token-issuance.ts";
export { createRouter } from "./create-router.ts";
export type { RateLimit, RateLimitOptions } from "./limits/rate-limits.ts";
export { isLocalRequest } from "./operations/is-local-request.ts";
export { Operations, type OperationsOptions } from "./operations/operations.ts";
export type { ProblemBody } from "./problems/problem.ts";
export type { InputIssue, RequestErrorCode } from "./problems/request-errors.ts";
export type { RouterOptions } from "./router-options.ts";
export type { Scope } from "./routing/guard.ts";
export type { Observation, Observe } from "./routing/observe.ts";
export type { EventStreamSettings } from "./routing/send-events.ts";
