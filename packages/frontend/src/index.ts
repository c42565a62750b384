/**
 * The pages of Polyphone: login, session manager and user management. Begin with {@link createFrontend}.
 *
 * @example
 * ```ts
 * import { createFrontend } from "@polyphone/frontend";
 * import express from "express";
 *
 * const app = express();
 * app.use("/api", createRouter(manager, { jwtSecret }));
 * app.use(createFrontend({ apiBase: "/api" }));
 * app.listen(3000, "127.0.0.1");
 * ```
 *
 * @packageDocumentation
 */

export { createFrontend, type FrontendOptions } from "./create-frontend.ts";
