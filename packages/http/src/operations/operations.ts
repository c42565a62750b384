import type { TenantManager } from "@polyphone/core";
import { type RequestHandler, Router } from "express";
import { adminGuard } from "../auth/admin-key.ts";
import { InvalidAdminKeyError } from "../problems/request-errors.ts";
import type { Observe } from "../routing/observe.ts";
import { sendJson } from "../routing/send-json.ts";
import { isLocalRequest } from "./is-local-request.ts";
import { Metrics } from "./metrics.ts";

/** Options of {@link Operations}. */
export interface OperationsOptions {
  /** Opens readiness and metrics to who sends it in `X-Admin-Key`, from anywhere. @defaultValue this machine alone */
  readonly adminKey?: string;
  /** Records that may wait to be stored before this process counts as not ready. @defaultValue `4_000` */
  readonly maxDepth?: number;
}

const MAX_DEPTH = 4_000;

/**
 * What watches over the process: `/health` says that it lives, `/ready` that it can work, `/metrics` how, for Prometheus.
 * The last two are for this machine alone, or for who has the admin key.
 *
 * @example
 * ```ts
 * const operations = new Operations(manager, { adminKey });
 * app.use(operations.router);
 * app.use("/api", createRouter(manager, { jwtSecret, observe: operations.observe }));
 * ```
 */
export class Operations {
  /** To be mounted where the probes look, mostly at the root. */
  readonly router: Router;
  /** For the option `observe` of `createRouter`, so that the metrics know each route's times. */
  readonly observe: Observe;

  constructor(manager: TenantManager, { adminKey, maxDepth = MAX_DEPTH }: OperationsOptions = {}) {
    const metrics = new Metrics(manager);
    this.observe = metrics.observe;
    this.router = Router();
    const insiders = allowInsiders(adminKey);
    this.router.get("/health", (_request, response) => sendJson(response, 200, { status: "ok" }));
    this.router.get("/ready", insiders, async (_request, response) => {
      const { isReady, ...state } = await readiness(manager, maxDepth);
      sendJson(response, isReady ? 200 : 503, { status: isReady ? "ready" : "not ready", ...state });
    });
    this.router.get("/metrics", insiders, async (_request, response) => {
      response.type(metrics.registry.contentType).send(await metrics.registry.metrics());
    });
  }
}

async function readiness(manager: TenantManager, maxDepth: number) {
  const { sessions, ingestion } = manager.stats();
  const storage = await manager.tenants({ limit: 1 }).then(
    () => "ok",
    () => "away",
  );
  const isReady = storage === "ok" && (ingestion?.depth ?? 0) <= maxDepth;
  return { isReady, storage, queue: ingestion, sessions };
}

/** Callers on this machine that no proxy speaks for, and those with the key. */
function allowInsiders(adminKey: string | undefined): RequestHandler {
  const guard = adminKey === undefined ? undefined : adminGuard(adminKey, undefined);
  return (request, response, next) => {
    if (isLocalRequest(request)) {
      next();
      return;
    }
    (guard?.check(request) ?? Promise.reject(new InvalidAdminKeyError())).then(
      () => next(),
      () => sendJson(response, 404, { success: false, message: "There is no such page.", code: "NOT_FOUND" }),
    );
  };
}
